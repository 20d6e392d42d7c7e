import { Kernels } from '../kernels/kernels.ts';
import type { TakeJournal } from '../take/take-journal.ts';
import type { CaptureMeter } from './capture-meter.ts';
import type { DrainRing } from './drain-ring.ts';
import type { OpenTake } from './open-take.ts';
import { SoundCheck } from './sound-check.ts';

/** As much sound from before a take shows what zeros at its first frame are. */
const LEAD_SECONDS = 0.35;

/** Passes over the frames before a take that begins at ring frame `from`. The take listens to the last of them. */
export function passLead(
  ring: DrainRing,
  planes: readonly Float32Array[],
  journal: TakeJournal,
  from: number,
): void {
  // A take can begin at a frame that has not come yet.
  const lead = from > ring.written ? 0 : Math.round(LEAD_SECONDS * journal.spec.sampleRate);
  ring.release(from - lead - ring.position);
  while (ring.position < from) {
    const frames = Math.min(from - ring.position, lead, Kernels.maxFrames);
    ring.load(planes, frames);
    journal.hear(planes, frames);
    ring.release(frames);
  }
}

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
