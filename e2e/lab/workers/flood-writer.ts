import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import { CaptureProcessor } from '../../../src/shared/capture/capture-processor.ts';
import type { FloodControl } from '../flood-control.ts';

/** Frames that an AudioWorklet receives per call. */
const BLOCK_FRAMES = 128;
/** Frames written between two checks of the clock. */
const BURST_FRAMES = 32 * BLOCK_FRAMES;

/** Writes a signal in a loop through the real capture processor into a ring, never faster than it is read. */
export class FloodWriter {
  readonly #processor: CaptureProcessor;
  readonly #ring: CaptureRingWriter;
  readonly #control: FloodControl;
  readonly #sampleRate: number;
  readonly #blocks: readonly Float32Array[][];
  #written = 0;
  #rushing = false;
  /** The position and the time at which the current pace began. */
  #anchor: { frames: number; ms: number };

  constructor(
    ring: SharedArrayBuffer,
    signal: readonly Float32Array[],
    sampleRate: number,
    control: FloodControl,
    nowMs: number,
  ) {
    this.#processor = new CaptureProcessor(ring, 0);
    this.#ring = new CaptureRingWriter(ring);
    this.#control = control;
    this.#sampleRate = sampleRate;
    this.#blocks = blocksOf(signal);
    this.#anchor = { frames: 0, ms: nowMs };
  }

  /** Whether the page closed the source. */
  get ended(): boolean {
    return this.#ring.endRequested();
  }

  /** Writes at most one burst. Returns whether more may be written at once. */
  turn(nowMs: number): boolean {
    const until = Math.min(this.#allowed(nowMs), this.#written + BURST_FRAMES);
    const before = this.#written;
    while (this.#written + BLOCK_FRAMES <= until && this.#ring.space() >= BLOCK_FRAMES) {
      this.#processor.process(
        this.#blocks[(this.#written / BLOCK_FRAMES) % this.#blocks.length]!,
        this.#written,
      );
      this.#written += BLOCK_FRAMES;
    }
    if (this.#written === before) return false;
    this.#control.written = this.#written;
    return this.#written - before === BURST_FRAMES;
  }

  /** Tells the reader that no more frames will come. */
  end(): void {
    this.#processor.process([], this.#written);
  }

  #allowed(nowMs: number): number {
    const control = this.#control;
    const rushing = this.#written + BLOCK_FRAMES <= control.rushUntil;
    if (rushing !== this.#rushing) {
      this.#rushing = rushing;
      this.#anchor = { frames: this.#written, ms: nowMs };
    }
    const speed = rushing ? control.speed : 1;
    const paced = this.#anchor.frames + ((nowMs - this.#anchor.ms) / 1000) * this.#sampleRate * speed;
    // 0 * Infinity is NaN at the very moment when the rush begins.
    const due = Number.isNaN(paced) ? this.#anchor.frames : paced;
    return rushing ? Math.min(due, control.rushUntil, control.encoded + control.maxLead) : due;
  }
}

function blocksOf(signal: readonly Float32Array[]): Float32Array[][] {
  const count = Math.floor(signal[0]!.length / BLOCK_FRAMES);
  return Array.from({ length: count }, (_, index) =>
    signal.map((plane) => plane.subarray(index * BLOCK_FRAMES, (index + 1) * BLOCK_FRAMES)),
  );
}
