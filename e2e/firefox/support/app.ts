import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle } from 'puppeteer-core';
import { expect } from 'playwright/test';
import type { ErrorCode } from '../../../src/shared/base/errors.ts';
import { errorWords } from '../../../src/shared/base/error-words.ts';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';
import { describeTarget as describe, standsStill, type Target } from '../../support/browser/find-in-page.ts';
import { readTakeSlice, collectTakeFile } from '../../support/browser/take-file-out.ts';
import { findByRole, readText } from './find-by-role.ts';
import type { FirefoxStudio } from './studio.ts';

const POLL = { intervals: [100], timeout: 15_000 };

/**
 * Drives the app in Firefox as a person does: it finds everything by its visible name. The counterpart of
 * `e2e/support/browser/app.ts`.
 */
export class FirefoxApp {
  readonly studio: FirefoxStudio;

  constructor(studio: FirefoxStudio) {
    this.studio = studio;
  }

  static async open(studio: FirefoxStudio): Promise<FirefoxApp> {
    const app = new FirefoxApp(studio);
    await studio.page.goto(studio.url);
    await app.shown({ role: 'button', name: 'Record' });
    return app;
  }

  /** Waits until the target is visible. */
  async shown(target: Target, timeout = POLL.timeout): Promise<ElementHandle> {
    let found: ElementHandle | undefined;
    await expect
      .poll(async () => (found = await findByRole(this.studio.page, target)) !== undefined, {
        ...POLL,
        timeout,
        message: `${describe(target)} is there`,
      })
      .toBe(true);
    return found!;
  }

  async gone(target: Target, timeout = POLL.timeout): Promise<void> {
    await expect
      .poll(async () => (await findByRole(this.studio.page, target)) === undefined, {
        ...POLL,
        timeout,
        message: `${describe(target)} is gone`,
      })
      .toBe(true);
  }

  /**
   * Clicks the middle of the target with the mouse once the target stands still: content that appears in a page moves
   * what is below it.
   */
  async click(target: Target): Promise<void> {
    const element = await this.shown(target);
    await expect
      .poll(() => element.evaluate(standsStill), { ...POLL, message: `${describe(target)} stands still` })
      .toBe(true);
    // Scrolls the element out from under the dock, as a person does.
    await element.evaluate((each) => each.scrollIntoView({ block: 'nearest' }));
    await element.click();
  }

  /** Does what the menu of the take `name` offers. */
  async act(name: string, action: string): Promise<void> {
    await this.press(`More for ${name}`);
    await this.click({ role: 'menuitem', name: action });
  }

  async press(name: string): Promise<void> {
    await this.click({ role: 'button', name });
  }

  /** The text of the target; empty when it is not there. */
  async text(target: Target): Promise<string> {
    const element = await findByRole(this.studio.page, target);
    return element === undefined ? '' : readText(element);
  }

  async says(target: Target, words: string | RegExp, timeout = POLL.timeout): Promise<void> {
    const said = expect.poll(() => this.text(target), { ...POLL, timeout });
    await (typeof words === 'string' ? said.toContain(words) : said.toMatch(words));
  }

  /** Selects an option by its label. */
  async select(name: string, label: string, within?: Target): Promise<void> {
    const box = await this.shown({ role: 'combobox', name, ...(within && { within }) });
    const value = await box.evaluate(
      (select, text) =>
        [...(select as HTMLSelectElement).options].find((option) => option.text === text)?.value,
      label,
    );
    if (value === undefined) throw new Error(`${name} has no option ${label}`);
    await box.select(value);
  }

  async choose(format: string, quality?: string): Promise<void> {
    await this.select('Format', format);
    if (quality !== undefined) await this.select('Quality', quality);
  }

  async fill(target: Target, text: string): Promise<void> {
    const box = await this.shown(target);
    await box.click();
    await box.evaluate((input) => (input as HTMLInputElement).select());
    await box.type(text);
  }

  async record(name: string): Promise<void> {
    await this.fill({ role: 'textbox', name: 'Name' }, name);
    await this.press('Record');
    await expect.poll(() => this.#whatBecameOfRecord(), POLL).toBe('recording');
  }

  async #whatBecameOfRecord(): Promise<string> {
    const { page } = this.studio;
    if ((await findByRole(page, { role: 'button', name: 'Pause' })) !== undefined) return 'recording';
    if ((await findByRole(page, { role: 'alert' })) !== undefined) return this.text({ role: 'alert' });
    return (await findByRole(page, { role: 'button', name: 'Record' })) === undefined
      ? 'starting'
      : 'not asked for';
  }

  /** Stops, and waits until the take `name` is in the list. */
  async stop(name: string): Promise<void> {
    await this.press('Stop');
    await this.shown({ role: 'listitem', name }, 60_000);
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

  /** Chooses a file to convert. Afterwards its form is open. */
  async openFile(path: string): Promise<void> {
    const chooser = this.studio.page.waitForFileChooser();
    await this.press('Open file');
    await (await chooser).accept([path]);
    await this.shown({ role: 'button', name: 'Start converting' });
  }

  /** Waits for the encoder, so that a test of live encoding does not measure a download. */
  async encoderReady(): Promise<void> {
    await this.says({ role: 'page' }, 'Encoder ready', 60_000);
  }

  /** Waits for the alert for that error code, with its title and its advice in words. Returns its text. */
  async expectAlert(code: ErrorCode, timeout = POLL.timeout): Promise<string> {
    const { title, advice } = errorWords(code);
    await this.says({ role: 'alert' }, title, timeout);
    await this.says({ role: 'alert' }, advice);
    return this.text({ role: 'alert' });
  }

  /** Ids of all takes on disk, oldest first. */
  takeIds(): Promise<string[]> {
    return this.studio.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const ids: string[] = [];
      for await (const id of (await root.getDirectoryHandle('takes', { create: true })).keys()) ids.push(id);
      return ids.sort();
    });
  }

  /** Fetches a file of the newest take, or of take `id`. Returns the path of the copy. */
  async fetch(file: string, id?: string): Promise<string> {
    const takeId = id ?? (await this.takeIds()).at(-1);
    if (takeId === undefined) throw new Error('there is no take');
    const path = join(this.studio.folder, `${takeId}-${file}`);
    return collectTakeFile((slice) => this.studio.page.evaluate(readTakeSlice, slice), takeId, file, path);
  }

  async events(id?: string): Promise<TakeEvent[]> {
    const log = readFileSync(await this.fetch('events.jsonl', id), 'utf8');
    return log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as TakeEvent);
  }
}
