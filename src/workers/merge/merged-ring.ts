import {
  CaptureRingReader,
  CaptureRingWriter,
  createLocalCaptureRing,
  LOSS_WORD,
  resetCaptureRing,
  RING_STATE,
  RING_WORD,
  type GapCause,
} from '../../shared/capture/capture-ring.ts';
import type { RingPlanes } from './ring-planes.ts';
import type { WayRing } from './way-ring.ts';

/**
 * The journal's own ring, with the frames of all ways in one order: the common clock that commands name. What was
 * released stays readable until it is overwritten: ways that are behind are compared with it.
 */
export class MergedRing implements RingPlanes {
  readonly ring: ArrayBuffer;
  readonly planes: readonly Float32Array[];
  readonly capacityFrames: number;
  readonly sampleRate: number;
  #writer: CaptureRingWriter;
  /** All frames ever written. */
  #end = 0;

  constructor(channels: number, capacityFrames: number, sampleRate: number) {
    this.sampleRate = sampleRate;
    this.ring = createLocalCaptureRing(channels, capacityFrames);
    this.planes = new CaptureRingReader(this.ring).planes;
    this.capacityFrames = capacityFrames;
    this.#writer = new CaptureRingWriter(this.ring);
    this.#writer.publish(RING_WORD.state, RING_STATE.live);
  }

  /** Begins anew, for another microphone. Returns whether the ring has that shape; if not, it is as it was. */
  restart(channels: number, capacityFrames: number, sampleRate: number): boolean {
    const same = channels === this.planes.length && capacityFrames === this.capacityFrames;
    if (!same || sampleRate !== this.sampleRate) return false;
    resetCaptureRing(this.ring);
    this.#writer = new CaptureRingWriter(this.ring);
    this.#writer.publish(RING_WORD.state, RING_STATE.live);
    this.#end = 0;
    return true;
  }

  get end(): number {
    return this.#end;
  }

  /** The first frame that was not overwritten. */
  get oldest(): number {
    return Math.max(0, this.#end - this.capacityFrames);
  }

  get space(): number {
    return this.#writer.space();
  }

  /** Appends frames of a way from its present position on; there must be space for them. */
  append(way: WayRing, frames: number): void {
    const { planes, capacityFrames, position } = way;
    for (let done = 0; done < frames;) {
      const start = (position + done) % capacityFrames;
      const span = Math.min(frames - done, capacityFrames - start);
      const block = planes.map((plane) => plane.subarray(start, start + span));
      this.#writer.write(block, span);
      done += span;
    }
    this.#end += frames;
  }

  /** So many frames are missing here: no way has them. */
  gap(cause: GapCause, frames: number): void {
    this.#writer.gap(cause, frames);
    this.#writer.count(LOSS_WORD[cause], frames);
  }

  /** Nothing more will come. */
  finish(): void {
    this.#writer.publish(RING_WORD.state, RING_STATE.ended);
  }
}
