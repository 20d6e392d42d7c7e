import type { CaptureRingReader } from '../shared/capture-ring.ts';
import type { StatusBlock } from '../shared/status-block.ts';
import { Kernels } from './kernels.ts';

/** Measures every frame of a ring as it comes, recorded or not, and tells the status block. */
export class CaptureMeter {
  readonly #reader: CaptureRingReader;
  readonly #kernels: Kernels;
  readonly #status: StatusBlock;
  readonly #planes: readonly Float32Array[];
  readonly #peak: Float64Array;
  readonly #squares: Float64Array;
  /** Total ring frames measured. */
  #measured: number;

  constructor(reader: CaptureRingReader, kernels: Kernels, status: StatusBlock, position: number) {
    this.#reader = reader;
    this.#kernels = kernels;
    this.#status = status;
    this.#planes = Array.from({ length: reader.channels }, (_, c) => kernels.inputChannel(c));
    this.#peak = new Float64Array(reader.channels);
    this.#squares = new Float64Array(reader.channels);
    this.#measured = position;
  }

  /** Measures up to ring frame `end`; the ring's read cursor stands at `position`, not beyond what was measured. */
  measure(position: number, end: number): void {
    const total = end - this.#measured;
    if (total === 0) return;
    const channels = this.#reader.channels;
    const peak = this.#peak.fill(0);
    const squares = this.#squares.fill(0);
    while (this.#measured < end) {
      const frames = Math.min(end - this.#measured, Kernels.maxFrames);
      for (let c = 0; c < channels; c++) {
        this.#reader.peek(c, this.#measured - position, frames, this.#planes[c]!);
      }
      this.#kernels.measure(channels, frames);
      for (let c = 0; c < channels; c++) {
        peak[c] = Math.max(peak[c]!, this.#kernels.peak[c]!);
        squares[c]! += this.#kernels.sumOfSquares[c]!;
        this.#status.addClipped(c, this.#kernels.clipped[c]!);
      }
      this.#measured += frames;
    }
    for (let c = 0; c < channels; c++) this.#status.setLevel(c, peak[c]!, Math.sqrt(squares[c]! / total));
  }
}
