import type { Take } from '../../engine/takes/take.ts';
import type { LoudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import { NO_EDITS } from '../../shared/edit/edit-list.ts';
import { Model } from '../kit/model.ts';

/** What is known of a sound's loudness. */
export type LoudnessState =
  | { readonly kind: 'unknown' }
  /** `share`: 0 to 1. */
  | { readonly kind: 'measuring'; readonly share: number }
  | { readonly kind: 'measured'; readonly loudness: LoudnessSummary };

/** Measures the sound of a take as it is now. */
export type Measure = (
  take: Take,
  signal: AbortSignal,
  onProgress: (share: number) => void,
) => Promise<LoudnessSummary>;

/** Measurements kept, the last ones. */
const KEPT = 50;
/** After this, what could not be measured is measured anew if it is still shown: its worker may just have died. */
const TRY_AGAIN_MS = 30_000;

/** The loudness of the take on its page: measured in the background, and cancelled when the page is left. */
export class LoudnessModel extends Model {
  readonly #measure: Measure;
  readonly #measured = new Map<string, LoudnessSummary>();
  #sound: string | undefined;
  #state: LoudnessState = { kind: 'unknown' };
  #abort = new AbortController();
  /** When what is shown may be measured once more. */
  #tryAgainAt = Infinity;

  constructor(measure: Measure) {
    super();
    this.#measure = measure;
  }

  get state(): LoudnessState {
    return this.#state;
  }

  /**
   * Shows the loudness of a take: with its edits, or as it was recorded. The audio is not read if it is known.
   */
  show(take: Take, original: boolean): void {
    const heard = original ? { ...take, edits: NO_EDITS } : take;
    // Another take, other frames and other edits are other sounds.
    const sound = `${heard.id} ${heard.frames} ${heard.edits.state}`;
    if (sound === this.#sound && Date.now() < this.#tryAgainAt) return;
    this.leave();
    this.#sound = sound;
    // The recorder's figure has also what the disk lost afterwards.
    const told = heard.edits.state === 0 && !(heard.missingFrames > 0) ? heard.loudness : undefined;
    const known = told ?? this.#measured.get(sound);
    if (known !== undefined) this.#enter({ kind: 'measured', loudness: known });
    else void this.#run(heard, sound);
  }

  /** Stops measuring. */
  leave(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#sound = undefined;
    this.#tryAgainAt = Infinity;
    this.#state = { kind: 'unknown' };
  }

  async #run(take: Take, sound: string): Promise<void> {
    const { signal } = this.#abort;
    this.#enter({ kind: 'measuring', share: 0 });
    let next: LoudnessState = { kind: 'unknown' };
    try {
      const loudness = await this.#measure(take, signal, (share) => {
        if (!signal.aborted) this.#enter({ kind: 'measuring', share });
      });
      this.#keep(sound, loudness);
      next = { kind: 'measured', loudness };
    } catch {
      // It was left, or the take was deleted meanwhile. The tiles show dashes: nothing is wrong with the take.
      if (!signal.aborted) this.#tryAgainAt = Date.now() + TRY_AGAIN_MS;
    }
    if (!signal.aborted) this.#enter(next);
  }

  #keep(sound: string, loudness: LoudnessSummary): void {
    this.#measured.set(sound, loudness);
    const [oldest] = this.#measured.keys();
    if (this.#measured.size > KEPT && oldest !== undefined) this.#measured.delete(oldest);
  }

  #enter(state: LoudnessState): void {
    this.#state = state;
    // A page that is being rendered asks for the loudness; it must not be asked to render again meanwhile.
    queueMicrotask(() => this.changed());
  }
}
