import { Model } from '../kit/model.ts';

/** What is over by then shows no progress: it would only flicker. */
const MOMENT_MS = 300;

/** How far the sound has come that is being opened. Frames that play louder or softer are scaled first, an hour in some 10 s. */
class OpeningSound extends Model {
  #share: number | undefined;
  #signal: AbortSignal | undefined;

  /** 0 to 1. Undefined where nothing is scaled, and for the first moment. It means something only while a sound is opened. */
  get share(): number | undefined {
    return this.#signal?.aborted ? undefined : this.#share;
  }

  /**
   * Call when another sound is opened. The result is to be told its share.
   * @param signal aborted when it is not wanted any more
   */
  follow(signal: AbortSignal): (share: number) => void {
    const begunMs = performance.now();
    this.#share = undefined;
    this.#signal = signal;
    return (share) => {
      if (signal.aborted || performance.now() - begunMs < MOMENT_MS) return;
      this.#share = share;
      this.changed();
    };
  }
}

/** There is one, as there is one player. */
export const openingSound = new OpeningSound();
