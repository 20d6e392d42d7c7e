import { isLoss, isSuspicion, type Gap } from '../../shared/take/ledger.ts';
import { Model } from '../kit/model.ts';

/** How much of the take being recorded is missing or doubtful. The take's ledger lists every place. */
export class HealthModel extends Model {
  #lostSeconds = 0;
  #silences = 0;
  #late = 0;
  #mutes = false;

  /** Audio that is missing, in seconds. */
  get lostSeconds(): number {
    return this.#lostSeconds;
  }

  /** Silences of whole buffers, which the browser may have put in the place of audio. */
  get silences(): number {
    return this.#silences;
  }

  /** Places where audio arrived so late that the browser may have dropped some. */
  get late(): number {
    return this.#late;
  }

  /** Whether the microphone mutes itself between words. This is its own sound. */
  get mutes(): boolean {
    return this.#mutes;
  }

  add({ kind, frames }: Gap, sampleRate: number): void {
    if (isLoss(kind)) this.#lostSeconds += frames / sampleRate;
    else if (kind === 'muted') this.#mutes = true;
    else if (kind === 'held-up') this.#late += 1;
    else if (isSuspicion(kind)) this.#silences += 1;
    this.changed();
  }

  /** Call when a take is about to begin. */
  clear(): void {
    this.#lostSeconds = 0;
    this.#silences = 0;
    this.#late = 0;
    this.#mutes = false;
    this.changed();
  }
}
