import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import { Model } from '../kit/model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import { undo } from '../words/common.ts';
import * as words from '../words/dock.ts';

/** How long the key must be held. */
export const HOLD_MS = 600;

interface Parts {
  readonly recording: Pick<RecordingModel, 'state' | 'again'>;
  readonly library: Pick<TakeLibrary, 'discard' | 'restore'>;
  readonly takes: Pick<TakesModel, 'refresh'>;
  readonly notices: NoticesModel;
}

/** Backspace, held while a take is recorded: the take is discarded, and the next one begins with its name. */
export class Discarding extends Model {
  readonly #parts: Parts;
  #hold: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** Whether the key is being held, and nothing was discarded yet. */
  get held(): boolean {
    return this.#hold !== undefined;
  }

  press(): void {
    const { kind } = this.#parts.recording.state;
    if (this.held || (kind !== 'recording' && kind !== 'paused')) return;
    this.#hold = setTimeout(() => {
      this.#hold = undefined;
      this.changed();
      void this.#discard();
    }, HOLD_MS);
    this.changed();
  }

  /** The key was let go. If that was too early, the person is told how long to hold it. */
  letGo(): void {
    if (!this.held) return;
    clearTimeout(this.#hold);
    this.#hold = undefined;
    this.#parts.notices.mention('hold', words.holdToDiscard);
    this.changed();
  }

  async #discard(): Promise<void> {
    const { recording, library, takes, notices } = this.#parts;
    const take = await recording.again();
    if (take === undefined) return;
    try {
      await library.discard(take.id);
    } catch (error) {
      // The take stays in the list.
      notices.failWith(error, 'storage-failed', take.name);
      return;
    } finally {
      void takes.refresh();
    }
    notices.mention('discarded', words.takeDiscarded(take.name), {
      action: { label: undo, run: () => void this.#restore(take.id, take.name) },
    });
  }

  async #restore(id: string, name: string): Promise<void> {
    const { library, takes, notices } = this.#parts;
    notices.dismiss('discarded');
    try {
      await library.restore(id);
    } catch (error) {
      notices.failWith(error, 'storage-failed', name);
    }
    await takes.refresh();
  }
}
