import type { CopyOptions, SaveOutcome } from '../engine/destinations.ts';
import type { SaveFolder } from '../engine/save-folder.ts';
import type { TakeLibrary } from '../engine/take-library.ts';
import type { Take, TakeFile } from '../engine/take.ts';
import type { JobsModel } from './jobs-model.ts';
import { Model } from './model.ts';
import type { NoticesModel } from './notices-model.ts';
import type { SettingsModel } from './settings-model.ts';
import type { TakesModel } from './takes-model.ts';

interface Parts {
  readonly library: TakeLibrary;
  readonly takes: TakesModel;
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
  readonly settings: SettingsModel;
  readonly savePicker: boolean;
  readonly folderPicker: boolean;
}

/** Copies of takes outside Capstan. */
export class SavingModel extends Model {
  readonly folderPicker: boolean;
  readonly #parts: Parts;
  #loadedFolder: SaveFolder | undefined;
  #folderName: string | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    this.folderPicker = parts.folderPicker;
  }

  /** The folder that Save writes to; undefined: it asks each time. */
  get folderName(): string | undefined {
    return this.#folderName;
  }

  async start(): Promise<void> {
    if (this.folderPicker && (await folderWasChosen())) {
      await this.#setFolder(async () => (await this.#folder()).name());
    }
  }

  async chooseFolder(): Promise<void> {
    await this.#setFolder(async () => (await (await this.#folder()).choose()) ?? this.#folderName);
  }

  async forgetFolder(): Promise<void> {
    await this.#setFolder(async () => {
      await (await this.#folder()).forget();
      return undefined;
    });
  }

  async save(take: Take, file: TakeFile): Promise<void> {
    const { library, jobs, notices, savePicker } = this.#parts;
    if (this.#folderName === undefined && !savePicker) return this.download(take, file);
    const outcome = await jobs.run(take.id, `Saving ${file.suggestedName}`, 'save-failed', async (job) =>
      this.#copy(await library.read(take.id, file.file), file, {
        signal: job.signal,
        onProgress: ({ copiedBytes, totalBytes }) =>
          job.report(totalBytes > 0 ? copiedBytes / totalBytes : 1),
      }),
    );
    if (outcome?.outcome !== 'saved') return;
    try {
      await library.noteSaved(take.id, file.file, outcome.to);
    } catch (error) {
      notices.failWith(error, 'storage-failed', take.name);
    }
    notices.mention('saved', `${take.name} is saved`, outcome.to);
    await this.#afterSaving(take, outcome.to);
  }

  /** Hands a file to the browser's downloads. Nobody tells how that ends, so the take always stays. */
  async download(take: Take, file: TakeFile): Promise<void> {
    const { library, notices } = this.#parts;
    try {
      const { downloadFile } = await import('../engine/destinations.ts');
      downloadFile(await library.read(take.id, file.file), file.suggestedName);
      notices.mention(
        'saved',
        `${file.suggestedName} went to the browser’s downloads`,
        'The take stays here.',
      );
    } catch (error) {
      notices.failWith(error, 'save-failed', take.name);
    }
  }

  async #copy(data: File, file: TakeFile, options: CopyOptions): Promise<SaveOutcome> {
    if (this.#folderName !== undefined) {
      return (await this.#folder()).save(data, file.suggestedName, options);
    }
    const { saveToPickedFile } = await import('../engine/destinations.ts');
    return saveToPickedFile(data, { suggestedName: file.suggestedName, mimeType: file.mimeType }, options);
  }

  async #afterSaving(take: Take, savedTo: string): Promise<void> {
    const { takes, settings } = this.#parts;
    switch (settings.value.afterSave) {
      case 'keep':
        return takes.refresh();
      case 'ask':
        takes.ask({ take, savedTo });
        return takes.refresh();
      case 'delete':
        return takes.delete(take);
    }
  }

  /** Its code, with a database's, comes to those who use it. */
  async #folder(): Promise<SaveFolder> {
    if (this.#loadedFolder === undefined) {
      const { SaveFolder } = await import('../engine/save-folder.ts');
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

/** Whether there is a database, which only a chosen folder makes; where nobody can tell, there may be. */
async function folderWasChosen(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).length > 0;
  } catch {
    return true;
  }
}
