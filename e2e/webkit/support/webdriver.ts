import { setTimeout as sleep } from 'node:timers/promises';

/** The key by which WebDriver identifies an element in requests and responses. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A reference to an element of the page. */
export type WebElement = { readonly [ELEMENT]: string };

/** The type that an argument of a function in the page has when it arrives there. */
type InPage<Value> = Value extends WebElement ? Element : Value;

const START_PATIENCE_MS = 15_000;
const SCRIPT_PATIENCE_MS = 30_000;
/** What the driver says, seldom and at any moment, of an answer of the page that it could not read. */
const UNREADABLE = 'Could not parse script result';

/** One browser session over the W3C WebDriver protocol, with only the commands that these tests need. */
export class WebDriver {
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  /** `url` is where the driver will listen. */
  static async connect(url: string, capabilities: Record<string, unknown>): Promise<WebDriver> {
    await untilReady(url);
    const { sessionId } = (await order('POST', `${url}/session`, {
      capabilities: { alwaysMatch: capabilities },
    })) as { sessionId: string };
    const driver = new WebDriver(`${url}/session/${sessionId}`);
    await driver.#post('timeouts', { script: SCRIPT_PATIENCE_MS });
    return driver;
  }

  /** Gives the window this size, whatever it was started with: the driver overrules the program's own options. */
  async resize(width: number, height: number): Promise<void> {
    await this.#post('window/rect', { width, height });
  }

  async goto(url: string): Promise<void> {
    await this.#post('url', { url });
  }

  /** Runs a function in the page. It must not refer to anything outside itself. */
  async evaluate<Args extends readonly unknown[], Result>(
    work: (...args: { [Index in keyof Args]: InPage<Args[Index]> }) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    return (await this.#run(work.toString(), args)) as Result;
  }

  /** Like `evaluate`, for a function that changes nothing: it runs again if the driver could not read its answer. */
  async read<Args extends readonly unknown[], Result>(
    work: (...args: { [Index in keyof Args]: InPage<Args[Index]> }) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    return (await this.#ask(work.toString(), args)) as Result;
  }

  /** Like `read`, for a function that finds an element. */
  async find<Args extends readonly unknown[]>(
    work: (...args: { [Index in keyof Args]: InPage<Args[Index]> }) => Element | null,
    ...args: Args
  ): Promise<WebElement | undefined> {
    return ((await this.#ask(work.toString(), args)) as WebElement | null) ?? undefined;
  }

  /** Presses and releases the mouse button at a point of the window. */
  async clickAt(x: number, y: number): Promise<void> {
    await this.#perform({
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
  }

  /** Types into the element that has the focus. */
  async type(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#perform({ type: 'key', id: 'keyboard', actions });
  }

  /**
   * Clicks with WebDriver's own click, the only one that reaches an option, because the system draws the list of
   * options.
   */
  async choose(option: WebElement): Promise<void> {
    await this.#post(`element/${option[ELEMENT]}/click`, {});
  }

  /** Ends the session and the browser. */
  async end(): Promise<void> {
    await order('DELETE', this.#session);
  }

  async #run(work: string, args: readonly unknown[]): Promise<unknown> {
    const { value, error } = (await this.#post('execute/async', { script: inPage(work), args })) as {
      readonly value: unknown;
      readonly error?: string;
    };
    if (error !== undefined) throw new Error(`in the page: ${error}`);
    return value;
  }

  async #ask(work: string, args: readonly unknown[]): Promise<unknown> {
    try {
      return await this.#run(work, args);
    } catch (error) {
      if (!String(error).includes(UNREADABLE)) throw error;
      return this.#run(work, args);
    }
  }

  async #perform(source: object): Promise<void> {
    await this.#post('actions', { actions: [source] });
  }

  #post(command: string, body: object): Promise<unknown> {
    return order('POST', `${this.#session}/${command}`, body);
  }
}

/**
 * The script that runs `work` in the page. WebDriver reports errors in the page in its own ways; this script always
 * returns them as text.
 */
function inPage(work: string): string {
  return `const args = [...arguments];
    const done = args.pop();
    Promise.resolve().then(() => (${work})(...args)).then(
      (value) => done({ value: value === undefined ? null : value }),
      (error) => done({ error: String(error) }),
    );`;
}

async function order(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebDriver refused ${method} ${new URL(url).pathname}: ${error}, ${message}`);
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + START_PATIENCE_MS;
  for (;;) {
    try {
      await order('GET', `${url}/status`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error('WebKitWebDriver does not answer', { cause: error });
      await sleep(50);
    }
  }
}
