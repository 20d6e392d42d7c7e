import { Kernels } from '../kernels/kernels.ts';
import type { TakeJournal } from '../take/take-journal.ts';
import type { DrainRing } from './drain-ring.ts';

/**
 * The end of a take that has all of its frames. A take that ends in zeros is concluded a moment later, because what
 * follows them shows whether the browser put them in.
 */
export class TakeEnd {
  /** Concludes the take without listening further. */
  readonly conclude: () => void;
  readonly #ring: DrainRing;
  readonly #journal: TakeJournal;
  /** The ring frame up to which was listened. */
  #heard: number;

  constructor(ring: DrainRing, journal: TakeJournal, conclude: () => void) {
    this.conclude = conclude;
    this.#ring = ring;
    this.#journal = journal;
    this.#heard = ring.position;
  }

  /** Listens to what has arrived, and concludes the take once that is enough or nothing more can come. */
  listen(planes: readonly Float32Array[]): void {
    const ring = this.#ring;
    while (this.#journal.endsInDoubt) {
      const frames = Math.min(ring.end - this.#heard, Kernels.maxFrames);
      if (frames <= 0) {
        if (ring.ended) break;
        return;
      }
      ring.load(planes, frames, this.#heard - ring.position);
      this.#journal.hear(planes, frames);
      this.#heard += frames;
    }
    this.conclude();
  }
}
