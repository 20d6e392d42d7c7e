import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from 'playwright/test';
import { FORMATS, type FormatEntry, type FormatId } from '../../../src/shared/audio/formats.ts';
import type { App } from '../browser/app.ts';
import { PlainTakes, type PlainTake } from './plain-takes.ts';
import type { Random } from '../signals/random.ts';
import { mustRun } from '../browser/run.ts';

const TAKE_SECONDS = 1;
const MOST_TAKES_TO_DO_WITHOUT = 3;
const PATIENCE = { timeout: 60_000 };
/** How long to look for the Cancel button. A job that ends sooner cannot be cancelled. */
const QUICK_MS = 1500;

/** Names that collide with each other, and one of the maximum length. */
const NAMES = ['Ada', 'Ada (2)', 'Grace', 'a/b: “c”', 'Interview 12.05', `${'x'.repeat(198)}😀`];

/** Files to open, and the names that their takes get. */
const INPUTS = [
  { file: 'Ada.wav', name: 'Ada', seconds: 1 },
  { file: 'Interview 12.05', name: 'Interview 12.05', seconds: 1 },
];
const LONG = { file: 'Long.wav', name: 'Long', seconds: 1800 };

type Operation = 'convert' | 'cancel' | 'open' | 'give up' | 'rename' | 'delete';

/** An operation is done more often the more entries it has here. */
const OPERATIONS: readonly Operation[] = [
  ...['convert', 'convert', 'convert', 'cancel', 'cancel', 'open', 'open'],
  ...['give up', 'rename', 'rename', 'delete', 'delete'],
] as Operation[];

/**
 * Records takes through the page and does with them, in random order, what people do, also while the next take is being
 * recorded. The expected result is kept in a plain list.
 */
export class BusyTakes {
  readonly plain = new PlainTakes();
  readonly done: string[] = [];
  readonly #app: App;
  readonly #random: Random;

  private constructor(app: App, random: Random) {
    this.#app = app;
    this.#random = random;
  }

  static async start(app: App, random: Random): Promise<BusyTakes> {
    const { folder } = app.studio;
    for (const { file, seconds } of [...INPUTS, LONG]) {
      const path = join(folder, 'input.wav');
      const sine = `sine=r=44100:d=${seconds}`;
      await mustRun('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', sine, '-ac', '2', path]);
      copyFileSync(path, join(folder, file));
    }
    await app.encoderReady();
    return new BusyTakes(app, random);
  }

  /** Records a take, with `during` operations meanwhile and `after` operations afterwards. */
  async record(nth: number, during: number, after: number): Promise<void> {
    const app = this.#app;
    const format = this.#random.pick(['wav', 'wav', 'wav', 'flac', 'opus'] as const);
    const typed = this.#random.integer(1, 3) === 1 ? this.#random.pick(NAMES) : `Take ${nth}`;
    const name = this.plain.distinct(typed);
    this.#say(`records “${name}” as ${format}`);
    await app.choose(entryOf(format).label);
    await app.record(typed);
    this.plain.claimed = name;
    const id = await this.#newId();
    for (let turn = 0; turn < during; turn++) await this.#operate(id);
    await app.untilElapsed(TAKE_SECONDS);
    await app.stop(name);
    this.plain.claimed = undefined;
    const live: [string, FormatId][] =
      format === 'wav' ? [] : [[`take.${entryOf(format).extension}`, format]];
    this.plain.put({ id, name, from: 'microphone', files: new Map([['audio.wav', 'wav'], ...live]) });
    for (let turn = 0; turn < after; turn++) await this.#operate();
  }

  async #operate(recordedId?: string): Promise<void> {
    const operation = this.#random.pick(OPERATIONS);
    if (operation === 'open') await this.#open(recordedId);
    else if (operation === 'give up') await this.#giveUp();
    else if (this.plain.all.length > 0) await this.#change(operation, this.#random.pick(this.plain.all));
    await expect(this.#app.alert.filter({ hasNotText: 'Samples were lost' })).toHaveCount(0);
  }

  async #change(operation: 'convert' | 'cancel' | 'rename' | 'delete', take: PlainTake): Promise<void> {
    switch (operation) {
      case 'convert':
        return this.#convert(take, false);
      case 'cancel':
        return this.#convert(take, true);
      case 'rename':
        return this.#rename(take);
      case 'delete':
        if (this.plain.all.length > MOST_TAKES_TO_DO_WITHOUT) await this.#delete(take);
    }
  }

  async #convert(take: PlainTake, cancelled: boolean): Promise<void> {
    const { format, quality } = this.#target(take);
    this.#say(
      `converts “${take.name}” to ${format.label}, ${quality.label}${cancelled ? ', and cancels' : ''}`,
    );
    const dialog = await this.#app.exportTake(take.name);
    await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
    await this.#startConverting(dialog, format, quality.label);
    if (cancelled) await cancelQuickly(dialog);
    await expect(dialog.locator('job-bar, convert-form')).toHaveCount(0, PATIENCE);
    await dialog.getByRole('button', { name: 'Close' }).click();
    const file = `converted-${quality.id}.${format.extension}`;
    // A cancel may come too late. Then the file exists.
    if (
      !cancelled ||
      (await this.#app.events(take.id)).some((event) => event.type === 'encoded' && event.file === file)
    )
      this.plain.addFile(take.id, file, format.id);
  }

  /**
   * A random format and quality. The format that an opened file was first converted to is left out, because the app
   * refuses it.
   */
  #target({ from, files }: PlainTake) {
    const made = from === 'file' ? [...files.values()][0] : undefined;
    const format = this.#random.pick(FORMATS.filter(({ id }) => id !== made));
    return { format, quality: this.#random.pick(format.qualities) };
  }

  async #open(recordedId: string | undefined): Promise<void> {
    const input = this.#random.pick(INPUTS);
    const format = this.#random.pick(FORMATS);
    const name = this.plain.distinct(input.name);
    this.#say(`opens ${input.file} and makes “${name}” of it, ${format.label}`);
    await this.#app.openFile(join(this.#app.studio.folder, input.file));
    await this.#startConverting(this.#opened, format);
    await expect(this.#app.take(name)).toBeVisible(PATIENCE);
    await expect(this.#opened.locator('job-bar, convert-form')).toHaveCount(0, PATIENCE);
    const id = await this.#newId(recordedId);
    this.plain.put({ id, name, from: 'file', files: new Map([[`take.${format.extension}`, format.id]]) });
  }

  /** Opens a file that takes a while to convert, and cancels the conversion. */
  async #giveUp(): Promise<void> {
    this.#say(`opens ${LONG.file} and cancels`);
    await this.#app.openFile(join(this.#app.studio.folder, LONG.file));
    await this.#startConverting(
      this.#opened,
      this.#random.pick(FORMATS.filter(({ id }) => id === 'mp3' || id === 'm4a')),
    );
    await this.#app.page.waitForTimeout(this.#random.integer(0, 1500));
    await this.#opened.getByRole('button', { name: 'Cancel' }).click();
    // It is asked about again.
    const form = this.#opened.locator('convert-form');
    await form.getByRole('button', { name: 'Cancel' }).click(PATIENCE);
    await expect(this.#opened.locator('job-bar, convert-form')).toHaveCount(0, PATIENCE);
  }

  async #rename(take: PlainTake): Promise<void> {
    const typed = this.#random.pick(NAMES);
    const name = this.plain.distinct(typed, take);
    this.#say(`renames “${take.name}” to “${name}”`);
    await this.#app.rename(take.name, typed);
    await expect(this.#app.take(name)).toBeVisible(PATIENCE);
    this.plain.rename(take.id, name);
  }

  async #delete(take: PlainTake): Promise<void> {
    this.#say(`deletes “${take.name}”`);
    await this.#app.delete(take.name);
    await this.#app.emptyDeleted();
    await expect(this.#app.take(take.name)).toHaveCount(0, PATIENCE);
    this.plain.delete(take.id);
  }

  async #startConverting(place: Locator, { label }: FormatEntry, quality?: string): Promise<void> {
    await place.getByRole('combobox', { name: 'Convert to' }).selectOption({ label });
    if (quality !== undefined)
      await place.getByRole('combobox', { name: 'Convert quality' }).selectOption({ label: quality });
    await place.getByRole('button', { name: 'Start converting' }).click();
  }

  get #opened(): Locator {
    return this.#app.page.locator('opened-files');
  }

  /**
   * Id of the only take that the plain list does not contain, apart from `other`. Throws when there is not exactly one.
   */
  async #newId(other?: string): Promise<string> {
    const ids = (await this.#app.takeIds()).filter((id) => id !== other && !this.plain.has(id));
    if (ids.length !== 1) throw new Error(`${ids.length} takes are new: ${ids.join(', ')}`);
    return ids[0]!;
  }

  #say(words: string): void {
    this.done.push(words);
    console.log(words);
  }
}

function entryOf(format: FormatId): FormatEntry {
  return FORMATS.find(({ id }) => id === format)!;
}

async function cancelQuickly(dialog: Locator): Promise<void> {
  const cancel = dialog.locator('job-bar').getByRole('button', { name: 'Cancel' });
  await cancel.click({ timeout: QUICK_MS }).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
  });
}
