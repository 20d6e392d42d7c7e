import { bytesPerSample } from '../../shared/audio/sample-format.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import { TRUE_PEAK_PAST, truePeakTaps, WEIGHTING_LENGTH } from './loudness-filters.ts';

/** What `build/kernels.wasm` exports. Offsets are in bytes in `memory`. The exports do not check their arguments. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  maxChannels(): number;
  maxFrames(): number;
  inputOffset(): number;
  outputOffset(): number;
  peaksOffset(): number;
  sumsOffset(): number;
  columnsOffset(): number;
  clippedOffset(): number;
  weightedOffset(): number;
  truePeaksOffset(): number;
  truePeakTapsOffset(): number;
  weightingOffset(): number;
  truePeakPastOffset(): number;
  seedDither(seed: number): void;
  sourceGrid(channels: number, frames: number): number;
  packS16(channels: number, frames: number, grid: number): void;
  packS24(channels: number, frames: number, grid: number): void;
  packF32(channels: number, frames: number): void;
  peakColumns(channels: number, frames: number, first: number): number;
  peakAndRms(channels: number, frames: number): void;
  stereoProduct(frames: number): number;
  weigh(channels: number, from: number, frames: number): void;
  truePeaks(channels: number, frames: number, factor: number): void;
}

/** Bits that `sourceGrid` returns: how a 16-bit integer v was converted to a float. */
export const SourceGrid = {
  /** v / 32767 if positive, v / 32768 if negative: Chromium's conversion. */
  asymmetric: 1,
  /** v / 32768 for either sign. */
  symmetric: 2,
} as const;

/** A block of 8,192 frames that begins in mid-column touches 33 columns; the layout has room for one more. */
const MAX_COLUMNS = 34;

/**
 * The DSP kernels over one block of planar f32. Fill `inputChannel(c)`, then call the others, in any order; none changes
 * the input. One thread, one instance. No call allocates, except `pack` when the byte length differs
 * from that of the call before.
 */
export class Kernels {
  static readonly maxFrames = 8192;
  static readonly maxChannels = 8;

  /** Per channel, from the last `measure`: the greatest |x|, 0 or more; Infinity is possible. */
  readonly peak: Float64Array<ArrayBuffer>;
  /** Per channel, from the last `measure`: Σx². Divide by the frames and take the root for the RMS. */
  readonly sumOfSquares: Float64Array<ArrayBuffer>;
  /** Per channel, from the last `measure`: samples with |x| ≥ 1. A 16-bit source's +32767 arrives as 1. */
  readonly clipped: Uint32Array<ArrayBuffer>;
  /** Per channel, from the last `weigh`: the sum of the squared K-weighted samples. */
  readonly weighted: Float64Array<ArrayBuffer>;
  /** Per channel, from the last `truePeaks`: the greatest magnitude, oversampled; 1 is full scale. */
  readonly truePeak: Float64Array<ArrayBuffer>;
  /** The filters of `weigh`. Before a signal's calls, copy its own in (`weightingFilters`), and out after them. */
  readonly weighting: Float64Array<ArrayBuffer>;
  /** The samples that `truePeaks` keeps. Before a signal's calls, copy its own in, and out after them; 0 at first. */
  readonly truePeakPast: Float32Array<ArrayBuffer>;
  /** From the last `columns`: minimum, maximum, Σx² and the number of clipped samples, per column and channel. */
  readonly columnValues: Float64Array<ArrayBuffer>;

  readonly #wasm: KernelExports;
  readonly #inputs: readonly Float32Array<ArrayBuffer>[];
  readonly #buffer: ArrayBuffer;
  #output: Uint8Array<ArrayBuffer>;

  constructor(wasm: KernelExports) {
    const { maxChannels, maxFrames } = Kernels;
    if (wasm.maxChannels() !== maxChannels || wasm.maxFrames() !== maxFrames) {
      throw new Error('kernels.wasm was built for other block limits: run npm run build:wasm');
    }
    this.#wasm = wasm;
    // The memory is neither shared nor able to grow, so its buffer never changes.
    this.#buffer = wasm.memory.buffer;
    this.#inputs = Array.from(
      { length: maxChannels },
      (_, c) => new Float32Array(this.#buffer, wasm.inputOffset() + c * maxFrames * 4, maxFrames),
    );
    this.#output = new Uint8Array(this.#buffer, wasm.outputOffset(), 0);
    this.peak = new Float64Array(this.#buffer, wasm.peaksOffset(), maxChannels);
    this.sumOfSquares = new Float64Array(this.#buffer, wasm.sumsOffset(), maxChannels);
    this.clipped = new Uint32Array(this.#buffer, wasm.clippedOffset(), maxChannels);
    this.weighted = new Float64Array(this.#buffer, wasm.weightedOffset(), maxChannels);
    this.truePeak = new Float64Array(this.#buffer, wasm.truePeaksOffset(), maxChannels);
    this.weighting = new Float64Array(this.#buffer, wasm.weightingOffset(), WEIGHTING_LENGTH);
    this.truePeakPast = new Float32Array(this.#buffer, wasm.truePeakPastOffset(), TRUE_PEAK_PAST);
    const taps = truePeakTaps();
    new Float32Array(this.#buffer, wasm.truePeakTapsOffset(), taps.length).set(taps);
    this.columnValues = new Float64Array(this.#buffer, wasm.columnsOffset(), MAX_COLUMNS * maxChannels * 4);
    // The dither is silent until seeded.
    wasm.seedDither(1);
  }

  /** The input plane of channel `channel` (0 to 7): always `maxFrames` long and always the same view. */
  inputChannel(channel: number): Float32Array<ArrayBuffer> {
    const input = this.#inputs[channel];
    if (input === undefined) {
      throw new RangeError(`channel must be an integer from 0 to ${Kernels.maxChannels - 1}, got ${channel}`);
    }
    return input;
  }

  /**
   * The `SourceGrid` bits that every sample of the block fits: both for silence and for blocks without a positive
   * sample, 0 for anything finer than 16 bits, beyond full scale, or NaN.
   */
  sourceGrid(channels: number, frames: number): number {
    checkBlock(channels, frames);
    return this.#wasm.sourceGrid(channels, frames);
  }

  /**
   * Interleaves the block as `format`, little-endian, and returns channels × frames × bytesPerSample bytes:
   * a view, valid until the next `pack`.
   *
   * A block on a 16-bit grid is kept exactly in every format. Otherwise s16 gets TPDF dither of ±1 LSB and
   * s24 is rounded to nearest, ties to even; both clip at full scale. f32 keeps every bit. NaN becomes 0.
   */
  pack(format: SampleFormat, channels: number, frames: number): Uint8Array<ArrayBuffer> {
    checkBlock(channels, frames);
    const wasm = this.#wasm;
    switch (format) {
      case 's16':
        wasm.packS16(channels, frames, this.#decisiveGrid(channels, frames));
        break;
      case 's24':
        wasm.packS24(channels, frames, this.#decisiveGrid(channels, frames));
        break;
      case 'f32':
        wasm.packF32(channels, frames);
        break;
    }
    const byteLength = channels * frames * bytesPerSample(format);
    if (this.#output.byteLength !== byteLength) {
      this.#output = new Uint8Array(this.#buffer, wasm.outputOffset(), byteLength);
    }
    return this.#output;
  }

  /**
   * A block that fits both grids means the same on either, unless all its positive samples are within 31 steps
   * of the top. Those are most likely +32767 held at full scale, which only the symmetric grid puts there.
   */
  #decisiveGrid(channels: number, frames: number): number {
    const grid = this.#wasm.sourceGrid(channels, frames);
    return grid & SourceGrid.symmetric ? SourceGrid.symmetric : grid;
  }

  /** Measures channels 0 to `channels` - 1 into `peak`, `sumOfSquares` and `clipped`; NaN counts as 0. */
  measure(channels: number, frames: number): void {
    checkBlock(channels, frames);
    this.#wasm.peakAndRms(channels, frames);
  }

  /** The sum of the products of channels 0 and 1; a product with NaN counts as 0. */
  stereoProduct(frames: number): number {
    checkBlock(2, frames);
    return this.#wasm.stereoProduct(frames);
  }

  /**
   * Measures `frames` frames from frame `from` on into `weighted`. The filters go on from the call before, so a signal
   * may come in pieces of any length. NaN and infinities count as 0.
   */
  weigh(channels: number, from: number, frames: number): void {
    checkBlock(channels, frames);
    if (!Number.isInteger(from) || from < 0 || from + frames > Kernels.maxFrames) {
      throw new RangeError(`from + frames must be from 0 to ${Kernels.maxFrames}, got ${from} + ${frames}`);
    }
    this.#wasm.weigh(channels, from, frames);
  }

  /**
   * Measures into `truePeak`, oversampled by `factor`. The filters go on from the call before. They reach 10 frames
   * ahead, so what lies between the last 10 frames is measured by the next call. NaN is left out.
   */
  truePeaks(channels: number, frames: number, factor: 1 | 2 | 4): void {
    checkBlock(channels, frames);
    if (factor !== 1) return this.#wasm.truePeaks(channels, frames, factor);
    this.#wasm.peakAndRms(channels, frames);
    this.truePeak.set(this.peak);
  }

  /**
   * Measures waveform columns of 256 frames into `columnValues`. The first gets `first` frames, 1 to 256, to complete a
   * column that an earlier block began. A sample at or above 32767/32768, or at or below -1, is clipped; NaN counts as
   * 0. Returns the number of columns; the last may be incomplete.
   */
  columns(channels: number, frames: number, first: number): number {
    checkBlock(channels, frames);
    if (!Number.isInteger(first) || first < 1 || first > 256) {
      throw new RangeError(`first must be an integer from 1 to 256, got ${first}`);
    }
    return this.#wasm.peakColumns(channels, frames, first);
  }

  /**
   * Restarts the dither from a seed, an integer from 0 to 2³² - 1. For one seed and one signal the noise is
   * the same however the dithered frames are split into blocks.
   */
  seedDither(seed: number): void {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
    }
    this.#wasm.seedDither(seed);
  }
}

function checkBlock(channels: number, frames: number): void {
  const { maxChannels, maxFrames } = Kernels;
  if (!Number.isInteger(channels) || channels < 1 || channels > maxChannels) {
    throw new RangeError(`channels must be an integer from 1 to ${maxChannels}, got ${channels}`);
  }
  if (!Number.isInteger(frames) || frames < 0 || frames > maxFrames) {
    throw new RangeError(`frames must be an integer from 0 to ${maxFrames}, got ${frames}`);
  }
}
