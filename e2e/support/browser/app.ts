import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from 'playwright/test';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';
import { takeFileOut, type Studio } from './studio.ts';

/** Drives the app as a person does: it finds everything by its visible name. */
export class App {
  readonly studio: Studio;
  readonly page: Page;

  constructor(studio: Studio, page: Page = studio.page) {
    this.studio = studio;
    this.page = page;
  }

  static async open(studio: Studio): Promise<App> {
    return new App(studio).#goto();
  }

  /** Opens the app again in another tab. */
  async inNewTab(): Promise<App> {
    return new App(this.studio, await this.studio.newTab()).#goto();
  }

  async #goto(): Promise<App> {
    await this.page.goto(this.studio.url);
    await expect(this.button('Record')).toBeVisible();
    return this;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The rows of the takes. A long list has only those in view in the page. */
  get takes(): Locator {
    return this.page.getByRole('list', { name: 'Takes', exact: true }).getByRole('listitem');
  }

  /** Waits until the list has so many takes. Only the rows in view are in the page. */
  async expectListed(count: number): Promise<void> {
    await expect(this.takes.first()).toHaveAttribute('aria-setsize', String(count), { timeout: 30_000 });
  }

  take(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true });
  }

  /** Opens the menu of a take. Returns the menu. */
  async more(take: string | Locator): Promise<Locator> {
    const item = typeof take === 'string' ? this.take(take) : take;
    await item.getByRole('button', { name: /^More for / }).click();
    return this.page.getByRole('menu', { name: /^More for / });
  }

  async #choose(take: string | Locator, action: string): Promise<void> {
    const menu = await this.more(take);
    await menu.getByRole('menuitem', { name: action, exact: true }).click();
  }

  /** Opens the page of a take. Returns it. */
  async openTake(take: string | Locator): Promise<Locator> {
    await this.#choose(take, 'Open');
    return this.page.getByRole('region', { name: 'Take', exact: true });
  }

  /** Asks where a take is to go. Returns the dialog, with Save, Download and Convert. */
  async exportTake(take: string | Locator): Promise<Locator> {
    const dialog = this.page.getByRole('dialog', { name: /^Export/ });
    if (!(await dialog.isVisible())) await this.#choose(take, 'Export…');
    // Its code may still load.
    await dialog.waitFor();
    return dialog;
  }

  /** Hands a take's first file to the browser's downloads. */
  async download(take: string | Locator): Promise<void> {
    await this.#choose(take, 'Download');
  }

  /** Begins to edit a take's name in its row. Returns the field. */
  async editName(take: string | Locator): Promise<Locator> {
    await this.#choose(take, 'Rename');
    return this.page.getByRole('textbox', { name: 'New name' });
  }

  async rename(take: string | Locator, name: string): Promise<void> {
    const field = await this.editName(take);
    await field.fill(name);
    await field.press('Enter');
  }

  /** Deletes a take. It can be restored from Deleted. */
  async delete(take: string | Locator): Promise<void> {
    await this.#choose(take, 'Delete');
  }

  /** Removes all deleted takes for good. Afterwards the list of takes is shown. */
  async emptyDeleted(): Promise<void> {
    const options = this.button('List options');
    // The button of an empty list stands there once the deletion is written.
    await options.or(this.button('Deleted takes')).waitFor();
    if (await options.isVisible()) {
      await options.click();
      await this.page.getByRole('menuitem', { name: 'Deleted takes' }).click();
    } else await this.button('Deleted takes').click();
    await this.button('Empty').click();
    await this.button('Delete for ever').click();
    await expect(this.page.getByRole('list', { name: 'Deleted takes' })).toHaveCount(0);
    await this.button('Back').click();
  }

  /** The state of the recorder in words. */
  get pill(): Locator {
    return this.page.locator('state-pill');
  }

  /** The toast. */
  get toast(): Locator {
    return this.page.locator('toast-slot .toast');
  }

  /** The banner at the top of the stage. */
  get banner(): Locator {
    return this.page.locator('stage-banner');
  }

  get standby(): Locator {
    return this.page.getByRole('switch', { name: 'Microphone on standby' });
  }

  get alert(): Locator {
    // A dialog that is open repeats what is told meanwhile.
    return this.page.getByRole('main').getByRole('alert');
  }

  /** Selects the format, and the quality if one is given, by the label of the option. */
  async choose(format: string, quality?: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Format', exact: true }).selectOption({ label: format });
    if (quality === undefined) return;
    await this.page.getByRole('combobox', { name: 'Quality', exact: true }).selectOption({ label: quality });
  }

  /** Opens a page of the settings. */
  async openSettings(title: string): Promise<void> {
    await this.#showSettings();
    await this.#turnTo(this.settingsPages.getByText(title, { exact: true }));
  }

  /** The button Settings would close them. */
  async #showSettings(): Promise<void> {
    const button = this.button('Settings');
    if ((await button.getAttribute('aria-current')) === null) await button.click();
    await expect(this.settingsPages).not.toHaveCount(0);
  }

  /** The links to the pages of the settings. */
  get settingsPages(): Locator {
    return this.page.getByRole('navigation', { name: 'Settings', includeHidden: true }).locator('a');
  }

  /** On a phone the navigation is a page of its own. */
  async #turnTo(link: Locator): Promise<void> {
    await expect(link).toBeAttached();
    if (!(await link.isVisible())) await this.page.getByRole('link', { name: 'All settings' }).click();
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
  }

  /** Checks a radio button in the settings, on the page `title`. */
  async set(choice: string, title: string): Promise<void> {
    await this.openSettings(title);
    await this.page.getByRole('radio', { name: choice }).check();
    await this.button('Done').click();
  }

  async record(name: string): Promise<void> {
    await this.startRecording(name);
    await this.untilRecording(name);
  }

  async untilRecording(name: string): Promise<void> {
    try {
      await expect(this.button('Stop')).toBeEnabled({ timeout: 15_000 });
    } catch (cause) {
      // A recording that does not begin says why on the page.
      const told = [
        await this.pill.textContent(),
        await this.banner.textContent(),
        await this.toast.allTextContents(),
      ];
      throw new Error(`${name} did not begin; the page says ${JSON.stringify(told)}`, { cause });
    }
  }

  /** Does not wait until the recording runs: a recording that ends by itself may be over before a test looks. */
  async startRecording(name: string): Promise<void> {
    await this.fillName(name);
    await this.button('Record').click();
  }

  /** Names the next take. */
  async fillName(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  }

  /** Waits until the page shows at least `seconds` of recorded time, in real time and by the recorder's own count. */
  async untilElapsed(seconds: number): Promise<void> {
    // Each query costs the browser more than recording does, so most of the time is slept through.
    const left = seconds - (await this.elapsedSeconds().catch(() => 0));
    if (left > 0) await this.page.waitForTimeout(1000 * left);
    await expect
      .poll(() => this.elapsedSeconds(), { timeout: (seconds + 30) * 1000, intervals: [200] })
      .toBeGreaterThanOrEqual(seconds);
  }

  async elapsedSeconds(): Promise<number> {
    const text = (await this.page.getByRole('timer').textContent()) ?? '';
    return text
      .trim()
      .split(':')
      .reduce((total, part) => total * 60 + Number(part), 0);
  }

  /** Stops, and waits until the take `name` is in the list. */
  async stop(name: string): Promise<void> {
    await this.button('Stop').click();
    await expect(this.take(name)).toBeVisible({ timeout: 60_000 });
  }

  /** Chooses a file to convert. Afterwards its form is open. */
  async openFile(path: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('Open file').click();
    await (await chooser).setFiles(path);
    await expect(this.button('Start converting')).toBeVisible();
  }

  /** Has the encoder fetched, and waits for it, so that a test of live encoding does not measure a download. */
  async encoderReady(): Promise<void> {
    await this.page.waitForFunction(() => {
      const shell = document.querySelector('capstan-app') as { app?: { encoder: { load(): void } } } | null;
      shell?.app?.encoder.load();
      return shell?.app !== undefined;
    });
    await expect(this.page.getByText('Encoder ready')).toBeAttached({ timeout: 60_000 });
  }

  /** Ids of all takes on disk, oldest first. */
  takeIds(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const ids: string[] = [];
      for await (const id of (await root.getDirectoryHandle('takes', { create: true })).keys()) ids.push(id);
      return ids.sort();
    });
  }

  /** Sorted names of all entries in the folder of the newest take, or of take `id`. */
  async files(id?: string): Promise<string[]> {
    const takeId = id ?? (await this.takeIds()).at(-1) ?? '';
    return this.page.evaluate(async (takeId) => {
      const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
      const names: string[] = [];
      for await (const name of (await takes.getDirectoryHandle(takeId)).keys()) names.push(name);
      return names.sort();
    }, takeId);
  }

  /** Fetches a file of the newest take, or of take `id`. Returns the path of the copy. */
  async fetch(file: string, id?: string): Promise<string> {
    const takeId = id ?? (await this.takeIds()).at(-1);
    if (takeId === undefined) throw new Error('there is no take');
    return takeFileOut(this.page, takeId, file, join(this.studio.folder, `${takeId}-${file}`));
  }

  async events(id?: string): Promise<TakeEvent[]> {
    const log = readFileSync(await this.fetch('events.jsonl', id), 'utf8');
    return log
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as TakeEvent);
  }
}

/** The only event of type `type`. Throws when there is none or more than one. */
export function only<Type extends TakeEvent['type']>(
  events: readonly TakeEvent[],
  type: Type,
): Extract<TakeEvent, { type: Type }> {
  const found = events.filter((event) => event.type === type);
  if (found.length !== 1) throw new Error(`${found.length} events of type ${type}`);
  return found[0] as Extract<TakeEvent, { type: Type }>;
}
