import { Model } from '../kit/model.ts';
import type { Deletions } from '../library/deletions.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import * as words from '../words/dock.ts';

/** How long the key must be held. */
export const HOLD_MS = 600;

interface Parts {
  readonly recording: Pick<RecordingModel, 'state' | 'again'>;
  readonly deletions: Pick<Deletions, 'discard'>;
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
    const { state } = this.#parts.recording;
    if (this.held || (state.kind !== 'recording' && state.kind !== 'paused')) return;
    const { takeId } = state;
    this.#hold = setTimeout(() => {
      this.#hold = undefined;
      this.changed();
      void this.#discard(takeId);
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

  async #discard(takeId: string): Promise<void> {
    const { recording, deletions } = this.#parts;
    const { state } = recording;
    // Another take may have begun while the key was held.
    if (!('takeId' in state) || state.takeId !== takeId) return;
    const take = await recording.again();
    if (take !== undefined) await deletions.discard([take], words.takeDiscarded(take.name));
  }
}
