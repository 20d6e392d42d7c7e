import type { CaptureMeter } from './capture-meter.ts';
import type { OpenTake } from './open-take.ts';
import { SoundCheck } from './sound-check.ts';

/** A take's part of one ring. */
export class RingSpan {
  readonly take: OpenTake;
  readonly #from: number;
  readonly #sound: SoundCheck;
  #skipped = 0;

  /** @param from ring frame of the take's first frame here */
  constructor(take: OpenTake, from: number) {
    this.take = take;
    this.#from = from;
    this.#sound = new SoundCheck(take.journal.spec.sampleRate);
  }

  /** Counts `frames` ring frames that pass while the take is paused. */
  skip(frames: number): void {
    this.#skipped += frames;
    this.take.pausedFrames += frames;
  }

  /** Frames that the ring delivered for the take up to ring frame `ringFrame`, without pauses. */
  capturedUpTo(ringFrame: number): number {
    return ringFrame - this.#from - this.#skipped;
  }

  /** Reports what may be wrong with the sound since the take came to this ring. */
  checkSound(meter: CaptureMeter): void {
    const warning = this.#sound.check(meter.heard, meter.loudest);
    if (warning !== undefined) this.take.journal.tell({ type: 'sound', warning });
  }
}
