import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import {
  describeTarget,
  findInPage,
  readInPage,
  standsStill,
  stepsTo,
  type Target,
} from '../../support/browser/find-in-page.ts';
import type { WebKitStudio } from './studio.ts';
import type { WebElement } from './webdriver.ts';

const POLL = { intervals: [100], timeout: 30_000 };

/** What the tests store in the page. */
interface Left {
  readonly problems: string[];
  /** Size in bytes of the last file that the page offered as a download. */
  offered?: number;
}

/**
 * Drives the app in WebKitGTK as a person does: it finds everything by its visible name. The counterpart of
 * `e2e/support/browser/app.ts`.
 */
export class WebKitApp {
  readonly studio: WebKitStudio;

  private constructor(studio: WebKitStudio) {
    this.studio = studio;
  }

  static async open(studio: WebKitStudio): Promise<WebKitApp> {
    const app = new WebKitApp(studio);
    // So wide that the library stands beside the record view.
    await studio.driver.resize(1280, 900);
    await studio.driver.goto(studio.url);
    await studio.driver.evaluate(() => {
      const left: Left = { problems: [] };
      Object.assign(window, { left });
      addEventListener('error', ({ message }) => left.problems.push(message));
      addEventListener('unhandledrejection', ({ reason }) => left.problems.push(String(reason)));
      const offer = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (file) => {
        if (file instanceof Blob) left.offered = file.size;
        return offer(file);
      };
    });
    await app.shown({ role: 'button', name: 'Record' });
    return app;
  }

  /** Uncaught errors and unhandled rejections of the page. */
  problems(): Promise<string[]> {
    return this.studio.driver.evaluate(() => (window as unknown as { left: Left }).left.problems);
  }

  /** Whether the page's threads can share memory. */
  sharesMemory(): Promise<boolean> {
    return this.studio.driver.evaluate(() => crossOriginIsolated && 'SharedArrayBuffer' in globalThis);
  }

  #find(target: Target): Promise<WebElement | undefined> {
    return this.studio.driver.find(findInPage, stepsTo(target));
  }

  /** Waits until the target is visible. */
  async shown(target: Target, timeout = POLL.timeout): Promise<WebElement> {
    let found: WebElement | undefined;
    await expect
      .poll(async () => (found = await this.#find(target)) !== undefined, {
        ...POLL,
        timeout,
        message: `${describeTarget(target)} is there`,
      })
      .toBe(true);
    return found!;
  }

  /**
   * Clicks the middle of the target with the mouse once the target stands still: content that appears in a page moves
   * what is below it.
   */
  async click(target: Target): Promise<void> {
    const { driver } = this.studio;
    const element = await this.shown(target);
    await expect
      .poll(() => driver.evaluate(standsStill, element), {
        ...POLL,
        message: `${describeTarget(target)} stands still`,
      })
      .toBe(true);
    const { x, y } = await driver.evaluate((each) => {
      // Scrolls the element out from under the dock, as a person does.
      each.scrollIntoView({ block: 'nearest' });
      const box = each.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, element);
    await driver.clickAt(x, y);
  }

  /** Does what the menu of the take `name` offers. */
  async act(name: string, action: string): Promise<void> {
    await this.press(`More for ${name}`);
    await this.click({ role: 'menuitem', name: action });
  }

  /** What the details of a take tell. Afterwards the record view is shown. */
  async details(name: string): Promise<string> {
    await this.act(name, 'Open');
    await this.press('Details');
    await this.says({ role: 'page' }, 'Microphone');
    const told = await this.text();
    await this.studio.driver.evaluate(() => void (location.hash = '#/record'));
    await this.shown({ role: 'combobox', name: 'Format' });
    return told;
  }

  async press(name: string, within?: Target): Promise<void> {
    await this.click({ role: 'button', name, ...(within && { within }) });
  }

  /** The text of the target; empty when it is not there. */
  async text(target: Target = { role: 'page' }): Promise<string> {
    const element = await this.#find(target);
    return element === undefined ? '' : this.studio.driver.read(readInPage, element);
  }

  async says(target: Target, words: string | RegExp, timeout = POLL.timeout): Promise<void> {
    const said = expect.poll(() => this.text(target), { ...POLL, timeout });
    await (typeof words === 'string' ? said.toContain(words) : said.toMatch(words));
  }

  /** Selects an option by its label. */
  async select(name: string, label: string | RegExp): Promise<void> {
    const { driver } = this.studio;
    const box = await this.shown({ role: 'combobox', name });
    const labels = await driver.evaluate(
      (select) => [...(select as HTMLSelectElement).options].map(({ text }) => text),
      box,
    );
    const index = labels.findIndex((text) => (typeof label === 'string' ? text === label : label.test(text)));
    if (index < 0) throw new Error(`${name} has no option ${label}, but ${labels.join(', ')}`);
    const option = await driver.find((select, at) => (select as HTMLSelectElement).options[at]!, box, index);
    await driver.choose(option!);
  }

  async choose(format: string, quality?: string): Promise<void> {
    await this.select('Format', format);
    if (quality !== undefined) await this.select('Quality', quality);
  }

  async record(name: string): Promise<void> {
    const { driver } = this.studio;
    const box = { role: 'textbox', name: 'Name' } as const;
    await this.click(box);
    await driver.evaluate((input) => (input as HTMLInputElement).select(), await this.shown(box));
    await driver.type(name);
    await this.press('Record');
    await expect.poll(() => this.#whatBecameOfRecord(), POLL).toBe('recording');
  }

  /**
   * The state after a click on Record. An alert always warns that takes are kept in memory, so alerts say nothing about
   * the start.
   */
  async #whatBecameOfRecord(): Promise<string> {
    if ((await this.#find({ role: 'button', name: 'Pause' })) !== undefined) return 'recording';
    if ((await this.#find({ role: 'button', name: 'Record' })) === undefined) return 'starting';
    return this.text({ role: 'status' });
  }

  /** Stops, and waits until the take `name` is in the list. */
  async stop(name: string): Promise<void> {
    await this.press('Stop');
    await this.shown(takeNamed(name), 60_000);
  }

  /** Waits until the page shows at least `seconds` of recorded time, in real time and by the recorder's own count. */
  async untilElapsed(seconds: number): Promise<void> {
    await expect
      .poll(() => this.elapsedSeconds(), { intervals: [100], timeout: (seconds + 30) * 1000 })
      .toBeGreaterThanOrEqual(seconds);
  }

  async elapsedSeconds(): Promise<number> {
    const text = await this.text({ role: 'timer' });
    return text
      .replace(/\s/g, '')
      .split(':')
      .reduce((total, part) => total * 60 + Number(part), 0);
  }

  /** Waits for the encoder, so that a test of live encoding does not measure a download. */
  async encoderReady(): Promise<void> {
    await this.says({ role: 'page' }, 'Encoder ready', 60_000);
  }

  /**
   * Downloads a take's first file as a person does, or the one with this label; `extension` is that of the file's format.
   * Returns the path of the download.
   */
  async download(name: string, extension: string, file?: RegExp): Promise<string> {
    const { driver, folder } = this.studio;
    if (file === undefined) await this.act(name, 'Download');
    else {
      await this.act(name, 'Export…');
      await this.select('File', file);
      await this.press('Download', { role: 'dialog' });
      await this.press('Close', { role: 'dialog' });
    }
    const path = join(folder, `${name}.${extension}`);
    const offered = () => driver.evaluate(() => (window as unknown as { left: Left }).left.offered);
    await expect
      .poll(async () => (existsSync(path) ? statSync(path).size : 'not there') === (await offered()), POLL)
      .toBe(true);
    return path;
  }
}

export function takeNamed(name: string): Target {
  return { role: 'listitem', name };
}
