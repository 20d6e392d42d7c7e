import type { CDPSession, Locator, Page } from 'playwright/test';

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a finger goes over the screen. */
export interface Stroke {
  readonly ms: number;
  /** How long it rests before it leaves. Default: not at all. */
  readonly restMs?: number;
}

/** The longest time for the browser's answer to one event. */
const ANSWER_MS = 2000;
/** The page takes a finger that leaves within less after its last movement for one that moves. */
const REST_MS = 250;
/** Movements a second, as a touch screen reports them. */
const REPORTS_PER_SECOND = 60;

/** One finger on the page's screen. It presses what is in the middle of its target, and scrolls there first. */
export class Finger {
  /** What it was hard to press: something lies on it, or it is smaller than a finger. */
  readonly found: string[] = [];
  readonly #page: Page;
  readonly #session: CDPSession;

  static async of(page: Page): Promise<Finger> {
    return new Finger(page, await page.context().newCDPSession(page));
  }

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  async tap(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = (await target.boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const problem = await target.evaluate(whyNotTapped, at);
    if (problem !== undefined) this.found.push(`${String(target)}: ${problem}`);
    await this.tapAt(at);
  }

  async tapAt({ x, y }: Point): Promise<void> {
    await this.#page.touchscreen.tap(x, y);
  }

  /** Goes straight from one place to another. */
  async stroke(from: Point, to: Point, { ms, restMs = 0 }: Stroke): Promise<void> {
    const reports = Math.max(2, Math.round((ms / 1000) * REPORTS_PER_SECOND));
    await this.#send('touchStart', from);
    for (let i = 1; i <= reports; i++) {
      await this.#page.waitForTimeout(ms / reports);
      const share = i / reports;
      await this.#send('touchMove', {
        x: from.x + share * (to.x - from.x),
        y: from.y + share * (to.y - from.y),
      });
    }
    if (restMs > 0) await this.#page.waitForTimeout(restMs);
    await this.#send('touchEnd');
  }

  /** Goes from one place to another in 96 ms, as the events tell, however long the browser takes for them. */
  async flick(from: Point, to: Point): Promise<void> {
    const began = Date.now() / 1000;
    await this.#send('touchStart', from, began);
    for (let i = 1; i <= 6; i++) {
      const at = { x: from.x + (i / 6) * (to.x - from.x), y: from.y + (i / 6) * (to.y - from.y) };
      await this.#send('touchMove', at, began + 0.016 * i);
    }
    await this.#send('touchEnd', undefined, began + 0.1);
  }

  /** Puts the finger down, and moves it, without lifting it. */
  async hold(from: Point, to: Point): Promise<void> {
    await this.#send('touchStart', from);
    for (const share of [0.25, 0.5, 0.75, 1])
      await this.#send('touchMove', {
        x: from.x + share * (to.x - from.x),
        y: from.y + share * (to.y - from.y),
      });
  }

  /** Lifts the finger where it has rested: lifted while it moves, it would flick. */
  async lift(): Promise<void> {
    await this.#page.waitForTimeout(REST_MS);
    await this.#send('touchEnd');
  }

  /** @param timestamp when it happened, in seconds since 1970; default: now */
  async #send(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    point?: Point,
    timestamp?: number,
  ): Promise<void> {
    const answered = this.#session.send('Input.dispatchTouchEvent', {
      type,
      ...(timestamp === undefined ? {} : { timestamp }),
      touchPoints: point === undefined ? [] : [{ x: point.x, y: point.y }],
    });
    // A busy browser may leave one of them without an answer. What the page makes of it is tested all the same.
    await Promise.race([answered, this.#page.waitForTimeout(ANSWER_MS)]);
  }
}

/** Why a finger at a place in the middle of an element does not press it; undefined if it does. */
function whyNotTapped(element: Element, { x, y }: Point): string | undefined {
  // A label is part of its field's target.
  const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
  if (width < 44 || height < 44) return `it is ${width.toFixed(1)} × ${height.toFixed(1)}`;
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inner: Element | null = found.shadowRoot.elementFromPoint(x, y);
    if (inner === null || inner === found) break;
    found = inner;
  }
  for (let node: Node | null = found; node !== null;) {
    if (node === element || node === element.closest('label')) return undefined;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return found === null ? 'it is out of the window' : `${found.localName}.${found.className} lies on it`;
}
