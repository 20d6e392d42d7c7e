import type { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import type { StatusBlock } from '../../shared/journal/status-block.ts';
import { Kernels } from '../kernels/kernels.ts';
import { LiveLoudness } from '../loudness/live-loudness.ts';
import type { StandbyPeaks } from './standby-peaks.ts';
import { StereoCorrelation } from '../loudness/stereo-correlation.ts';

/** The live readings reach back 3 s. What is older than this is not weighted when the meter catches up. */
const LIVE_SECONDS = 4;

/** Measures every frame of a ring as it arrives, recorded or not, and updates the status block. */
export class CaptureMeter {
  readonly #reader: CaptureRingReader;
  readonly #kernels: Kernels;
  readonly #status: StatusBlock;
  readonly #planes: readonly Float32Array[];
  readonly #peak: Float64Array;
  readonly #squares: Float64Array;
  readonly #liveFrames: number;
  readonly #loudness: LiveLoudness;
  readonly #correlation: StereoCorrelation;
  /** Highest absolute sample per channel since `listen`. */
  readonly #loudest: Float64Array;
  #heard = 0;
  /** Total ring frames measured. */
  #measured: number;

  constructor(
    reader: CaptureRingReader,
    kernels: Kernels,
    status: StatusBlock,
    position: number,
    sampleRate: number,
  ) {
    this.#reader = reader;
    this.#kernels = kernels;
    this.#status = status;
    this.#planes = Array.from({ length: reader.channels }, (_, c) => kernels.inputChannel(c));
    this.#peak = new Float64Array(reader.channels);
    this.#squares = new Float64Array(reader.channels);
    this.#loudest = new Float64Array(reader.channels);
    this.#liveFrames = LIVE_SECONDS * sampleRate;
    this.#loudness = new LiveLoudness(reader.channels, sampleRate);
    this.#correlation = new StereoCorrelation(reader.channels, sampleRate);
    this.#measured = position;
  }

  /** Restarts `heard` and `loudest`. */
  listen(): void {
    this.#loudest.fill(0);
    this.#heard = 0;
  }

  /** Frames measured since `listen`. */
  get heard(): number {
    return this.#heard;
  }

  /** Highest absolute sample of each channel since `listen`, 1 = full scale. The array is updated in place. */
  get loudest(): Readonly<Float64Array> {
    return this.#loudest;
  }

  /**
   * Measures up to ring frame `end`. The ring's read cursor is at `position`, which is not past what was measured.
   * @param standby gets the frames too
   */
  measure(position: number, end: number, standby?: StandbyPeaks): void {
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
      standby?.push(this.#kernels, frames);
      this.#kernels.measure(channels, frames);
      for (let c = 0; c < channels; c++) {
        peak[c] = Math.max(peak[c]!, this.#kernels.peak[c]!);
        squares[c]! += this.#kernels.sumOfSquares[c]!;
        this.#status.addClipped(c, this.#kernels.clipped[c]!);
      }
      if (end - this.#measured <= this.#liveFrames) {
        this.#correlation.measure(this.#kernels, frames);
        this.#loudness.measure(this.#kernels, frames);
      }
      this.#measured += frames;
    }
    this.#heard += total;
    for (let c = 0; c < channels; c++) {
      this.#loudest[c] = Math.max(this.#loudest[c]!, peak[c]!);
      this.#status.setLevel(c, peak[c]!, Math.sqrt(squares[c]! / total));
    }
    const { momentary, shortTerm } = this.#loudness;
    this.#status.setLiveLoudness({ momentary, shortTerm, correlation: this.#correlation.value });
  }
}
