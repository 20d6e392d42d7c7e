import { isAbort } from '../../engine/save/destinations.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import { describeError } from '../../shared/base/errors.ts';
import type { JobsModel } from '../convert/jobs-model.ts';
import { Model } from '../kit/model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { readAsJob, type ChosenFile } from '../takes/read-as-job.ts';
import { isEmpty } from '../takes/whole-file.ts';
import * as words from '../words/later/export.ts';
import { EXPORT_JOB } from './exporting.ts';
import { PASSED_OVER, tellPassedOver } from './passed-over.ts';

/** Chromium refuses to share more. It does not say so beforehand, and throws what it throws for a press that is too old. */
const MOST_FILES = 10;
const MOST_BYTES = 50 * 2 ** 20;
/** The key of what is told where sharing failed. */
export const NOT_SHARED = 'not-shared';

interface SharingParts {
  readonly recorder: { readonly takes: Pick<TakeLibrary, 'read'> };
  readonly jobs: JobsModel;
  readonly notices: NoticesModel;
}

/** Files that were read and not shared yet. */
interface Prepared {
  /** What they were read of: see `keyOf`. */
  readonly key: string;
  readonly files: readonly File[];
}

/** Whether sharing comes first here: a device that is used by hand, whose browser shares files. */
export function canShare(): boolean {
  if (!matchMedia('(pointer: coarse)').matches || !('canShare' in navigator)) return false;
  return navigator.canShare({ files: [new File([], 'take.wav', { type: 'audio/wav' })] });
}

/** Hands the files that a dialog shows to another app. Those that it no longer shows are never shared. */
export class Sharing extends Model {
  readonly #parts: SharingParts;
  #prepared: Prepared | undefined;
  #told: string | undefined;
  /** The press that is at work. */
  #press: AbortController | undefined;

  constructor(parts: SharingParts) {
    super();
    this.#parts = parts;
  }

  /** What to tell the person about sharing these files. */
  told(chosen: readonly ChosenFile[]): string | undefined {
    return this.#told !== undefined && this.#prepared?.key === keyOf(chosen) ? this.#told : undefined;
  }

  /** Something else is shown, or nothing. What is being read for a press before is dropped. */
  forget(): void {
    this.#press?.abort();
    this.#press = undefined;
    this.#parts.notices.dismiss(NOT_SHARED);
    this.#keep(undefined);
  }

  /**
   * Call when Share is pressed. A press while another is at work does nothing. Files that took too long to read are
   * kept for the next press, since browsers share only what was pressed for a moment ago.
   * @param takes those that are to be shared: which of them have nothing in them is told
   */
  async share(chosen: readonly ChosenFile[], takes: readonly Take[]): Promise<void> {
    if (this.#press !== undefined) return;
    const press = new AbortController();
    this.#press = press;
    try {
      await this.#share(chosen, takes, press.signal);
    } finally {
      if (this.#press === press) this.#press = undefined;
    }
  }

  async #share(chosen: readonly ChosenFile[], takes: readonly Take[], signal: AbortSignal): Promise<void> {
    const key = keyOf(chosen);
    const again = this.#prepared?.key === key ? this.#prepared.files : undefined;
    const files = again ?? (await this.#read(chosen, takes, signal));
    if (files === undefined || signal.aborted) return;
    // Sharing uses the press up, whatever comes of it. Older browsers do not tell whether it still counts.
    const { userActivation } = navigator as { userActivation?: UserActivation };
    const pressed = userActivation?.isActive ?? again !== undefined;
    const told = await this.#handOver(files, chosen, pressed);
    if (signal.aborted) return;
    if (told === 'over') this.#keep(undefined);
    else this.#keep({ key, files }, told === 'closed' ? again && this.#told : told.advice);
  }

  /**
   * The browser does not say what became of the files, so the takes stay. Resolves with `over` if they were handed over
   * or that failed, which was told, with `closed` if the person chose no app, or with what to do about a refusal.
   */
  async #handOver(
    files: readonly File[],
    chosen: readonly ChosenFile[],
    pressed: boolean,
  ): Promise<'over' | 'closed' | { readonly advice: string }> {
    const { notices } = this.#parts;
    notices.dismiss(NOT_SHARED);
    try {
      await navigator.share({ files: [...files] });
      // Reading them for a press before may have failed.
      for (const { take } of chosen) notices.settle(take.name, 'save-failed');
    } catch (error) {
      if (isAbort(error)) return 'closed';
      const name = error instanceof DOMException ? error.name : undefined;
      if (name === 'NotAllowedError') return { advice: pressed ? refusalOf(files) : words.pressShare };
      if (name === 'InvalidStateError') return { advice: words.shareIsOpen };
      const names = wholeOf(chosen).map(({ take }) => take.name);
      notices.alarm(NOT_SHARED, words.notShared(names), words.notSharedAdvice, describeError(error));
    }
    return 'over';
  }

  async #read(
    chosen: readonly ChosenFile[],
    takes: readonly Take[],
    signal: AbortSignal,
  ): Promise<readonly File[] | undefined> {
    const { recorder, jobs, notices } = this.#parts;
    const whole = wholeOf(chosen);
    const left = takes.filter((take) => !whole.some((one) => one.take === take));
    const [first] = whole;
    if (first === undefined) return undefined;
    const asJob =
      chosen.length === 1
        ? { key: first.take.id, words: words.preparingFile(first.file.suggestedName) }
        : { key: EXPORT_JOB, words: words.preparing(whole.length) };
    const contents = await readAsJob({ library: recorder.takes, jobs, notices }, asJob, whole, signal);
    if (contents === undefined) return undefined;
    notices.dismiss(PASSED_OVER);
    tellPassedOver(notices, left);
    return contents.map((content, index) => {
      const { suggestedName, mimeType } = whole[index]!.file;
      return new File([content], suggestedName, { type: mimeType });
    });
  }

  #keep(prepared: Prepared | undefined, told?: string): void {
    this.#prepared = prepared;
    this.#told = told;
    this.changed();
  }
}

/** Those that have something in them. */
function wholeOf(chosen: readonly ChosenFile[]): readonly ChosenFile[] {
  return chosen.filter(({ take, file }) => !isEmpty(take, file));
}

/** Tells whether files would be read anew: another take, file or name, or the same with other edits or markers. */
function keyOf(chosen: readonly ChosenFile[]): string {
  return JSON.stringify(
    chosen.map(({ take, file }) => [take.id, file.file, file.suggestedName, take.edits.state, take.markers]),
  );
}

function refusalOf(files: readonly File[]): string {
  if (files.length > MOST_FILES) return words.tooManyToShare(MOST_FILES);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return bytes > MOST_BYTES ? words.tooLargeToShare : words.shareRefused;
}
