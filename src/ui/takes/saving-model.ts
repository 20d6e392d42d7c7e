import type { SaveFolder } from '../../engine/save/save-folder.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { JobWithin } from '../convert/jobs-model.ts';
import { Model } from '../kit/model.ts';
import type * as SaveTake from './save-take.ts';

interface Parts extends SaveTake.SavingParts {
  readonly savePicker: boolean;
  readonly folderPicker: boolean;
}

/** Saves copies of takes outside Capstan. */
export class SavingModel extends Model {
  readonly folderPicker: boolean;
  readonly #parts: Parts;
  #loadedFolder: SaveFolder | undefined;
  #folderName: string | undefined;
  #choosing: Promise<void> | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    this.folderPicker = parts.folderPicker;
  }

  /** The folder that Save writes to. Undefined: Save asks each time. */
  get folderName(): string | undefined {
    return this.#folderName;
  }

  /** Reads which folder is chosen. Another tab may choose one, or forget it. The answer to a question here is awaited. */
  async refresh(): Promise<void> {
    if (!this.folderPicker || this.#choosing !== undefined) return;
    await this.#setFolder(async () =>
      (await folderWasChosen()) ? (await this.#folder()).name() : undefined,
    );
  }

  /** A press while the browser asks for the folder waits for that answer: a browser asks for one at a time. */
  chooseFolder(): Promise<void> {
    this.#choosing ??= this.#setFolder(
      async () => (await (await this.#folder()).choose()) ?? this.#folderName,
    ).finally(() => (this.#choosing = undefined));
    return this.#choosing;
  }

  async forgetFolder(): Promise<void> {
    await this.#setFolder(async () => {
      await (await this.#folder()).forget();
      return undefined;
    });
  }

  /**
   * Asks where to save, unless a folder was chosen. Downloads the file where the browser has no file picker.
   * @param ask whether to ask what becomes of the take, if the settings say so
   */
  async save(take: Take, file: TakeFile, ask = true, within?: JobWithin): Promise<void> {
    if (this.#folderName !== undefined) await this.refresh();
    if (this.#folderName === undefined && !this.#parts.savePicker) return this.download(take, file, within);
    const folder = this.#folderName === undefined ? undefined : () => this.#folder();
    await this.#withCode(take, ({ saveTake }) => saveTake(this.#parts, folder, take, file, ask, within));
  }

  /** Hands a file to the browser's downloads. The browser does not report the result, so the take is always kept. */
  async download(take: Take, file: TakeFile, within?: JobWithin): Promise<void> {
    await this.#withCode(take, ({ downloadTake }) => downloadTake(this.#parts, take, file, within));
  }

  /** The code that makes copies is loaded with the first copy. */
  async #withCode(take: Take, use: (code: typeof SaveTake) => Promise<void>): Promise<void> {
    let code: typeof SaveTake;
    try {
      code = await import('./save-take.ts');
    } catch (error) {
      return this.#parts.notices.failWith(error, 'save-failed', take.name);
    }
    await use(code);
  }

  /** Loaded on first use, because its code includes that of a database. */
  async #folder(): Promise<SaveFolder> {
    if (this.#loadedFolder === undefined) {
      const { SaveFolder } = await import('../../engine/save/save-folder.ts');
      this.#loadedFolder = new SaveFolder();
    }
    return this.#loadedFolder;
  }

  async #setFolder(name: () => Promise<string | undefined>): Promise<void> {
    try {
      this.#folderName = await name();
    } catch (error) {
      this.#parts.notices.failWith(error, 'save-failed');
    }
    this.changed();
  }
}

/** Whether a database exists; only choosing a folder creates one. True where the browser cannot report it. */
async function folderWasChosen(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).length > 0;
  } catch {
    return true;
  }
}
