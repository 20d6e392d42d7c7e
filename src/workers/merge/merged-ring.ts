import {
  createLocalCaptureRing,
  LOSS_WORD,
  resetCaptureRing,
  RING_STATE,
  RING_WORD,
  type GapCause,
} from '../../shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import { CaptureRingWriter } from '../../shared/capture/capture-ring-writer.ts';
import type { RingPlanes } from './ring-planes.ts';
import type { WayRing } from './way-ring.ts';

/**
 * The journal's own ring. It holds the frames of all capture paths (ways) in one order. It is the common clock:
 * commands name its frames. Released frames stay readable until they are overwritten, because ways that lag are
 * compared with them.
 */
export class MergedRing implements RingPlanes {
  readonly ring: ArrayBuffer;
  readonly planes: readonly Float32Array[];
  readonly capacityFrames: number;
  readonly sampleRate: number;
  #writer: CaptureRingWriter;
  /** Total frames written since the ring was created or restarted. */
  #end = 0;

  constructor(channels: number, capacityFrames: number, sampleRate: number) {
    this.sampleRate = sampleRate;
    this.ring = createLocalCaptureRing(channels, capacityFrames);
    this.planes = new CaptureRingReader(this.ring).planes;
    this.capacityFrames = capacityFrames;
    this.#writer = new CaptureRingWriter(this.ring);
    this.#writer.publish(RING_WORD.state, RING_STATE.live);
  }

  /** Resets the ring for another microphone. Returns false and changes nothing if the shape or sample rate differs. */
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

  /** The oldest frame that is not overwritten yet. */
  get oldest(): number {
    return Math.max(0, this.#end - this.capacityFrames);
  }

  get space(): number {
    return this.#writer.space();
  }

  /** Appends `frames` frames of a way, from its current position on. The ring must have space for them. */
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

  /** Records that `frames` frames are missing here: no way has them. */
  gap(cause: GapCause, frames: number): void {
    this.#writer.gap(cause, frames);
    this.#writer.count(LOSS_WORD[cause], frames);
  }

  /** Marks the ring as live: a way was opened, perhaps after the last of the others had ended. */
  goOn(): void {
    this.#writer.publish(RING_WORD.state, RING_STATE.live);
  }

  /** Marks the ring as ended: no more frames follow. */
  finish(): void {
    this.#writer.publish(RING_WORD.state, RING_STATE.ended);
  }
}
