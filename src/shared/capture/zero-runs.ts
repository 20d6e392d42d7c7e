/**
 * A run of exact zeros inside a live signal. When a browser's capture path starves, it inserts a buffer of zeros (10 ms
 * in Chromium), and no counter reports it. The noise floor of a real converter does not give 2 ms of exact zeros
 * between two loud samples; a muted or absent signal does, so both sides of the run must be loud.
 */
export interface ZeroRun {
  /** The take's first zero frame. */
  readonly frame: number;
  /** As many as are in the take. A run in which the take begins, ends or pauses is longer than that. */
  readonly frames: number;
  /**
   * `zeros` if the browser may have inserted the run: it has a length that the browser's runs have, and the signal
   * stops and starts in mid-swing. Otherwise `muted`: the run comes from the microphone itself.
   */
  readonly kind: 'zeros' | 'muted';
}

/** -60 dBFS. In quieter surroundings digital silence may be genuine. */
const LIVE_PEAK = 1e-3;
const MIN_RUN_SECONDS = 0.002;
/** Longer silences come from a mute switch. */
const MAX_RUN_SECONDS = 2;
/** Firefox's runs were up to 46 ms long. Silences of a noise gate are mostly longer than this. */
const MAX_UNEVEN_SECONDS = 0.1;
/** A take that ends in zeros waits until they are this long. A Stop waits no longer for anything. */
const MAX_DOUBT_SECONDS = 0.25;
/** The signal must be live within this distance of the run. */
const NEIGHBOUR_SECONDS = 0.005;
/**
 * The signal is in mid-swing if one of the EDGE_FRAMES frames beside the run reaches SWING (a fiftieth) of the peak of
 * the 2 ms before the run. This is true of 99 % of cuts through speech, and of none of the windows with which denoisers
 * and codecs fade their frames.
 */
const EDGE_FRAMES = 4;
const SWING = 0.02;
const SWING_SECONDS = 0.002;

/** A moment, in frames that were heard and in frames of the take. */
interface Spot {
  readonly heard: number;
  readonly inTake: number;
}

/** A finished run after live signal. It waits for live signal after it. */
interface Candidate {
  readonly start: Spot;
  readonly end: Spot;
  /** Level from which a frame after the run is in mid-swing. Undefined: the browser did not insert the run. */
  readonly swing: number | undefined;
  startsInSwing: boolean;
}

export class ZeroRunDetector {
  readonly #minRun: number;
  readonly #maxRun: number;
  readonly #maxUneven: number;
  readonly #maxDoubt: number;
  readonly #neighbour: number;
  readonly #bufferFrames: number;
  readonly #uneven: boolean;
  #position = 0;
  #takeFrame: number;
  /** Frame of the last sample at or above LIVE_PEAK; negative infinity before the first. */
  #lastLoud = Number.NEGATIVE_INFINITY;
  /** First frame of the run of zeros in progress; undefined outside a run. */
  #runStart: Spot | undefined;
  #candidate: Candidate | undefined;
  /** The last levels that were not zero, as a ring buffer. */
  readonly #levels: Float32Array;
  #newest = 0;

  /**
   * @param takeFrame the take's next frame
   * @param uneven whether the browser inserts runs of any length, not only whole buffers
   */
  constructor(sampleRate: number, takeFrame = 0, uneven = false) {
    this.#takeFrame = takeFrame;
    this.#uneven = uneven;
    this.#maxUneven = Math.floor(sampleRate * MAX_UNEVEN_SECONDS);
    this.#maxDoubt = Math.floor(sampleRate * MAX_DOUBT_SECONDS);
    this.#minRun = Math.ceil(sampleRate * MIN_RUN_SECONDS);
    this.#maxRun = Math.floor(sampleRate * MAX_RUN_SECONDS);
    this.#neighbour = Math.ceil(sampleRate * NEIGHBOUR_SECONDS);
    this.#bufferFrames = sampleRate / 100;
    this.#levels = new Float32Array(Math.ceil(sampleRate * SWING_SECONDS));
  }

  /**
   * Whether the take so far ends in zeros, or close behind some, and the frames to come show whether the browser
   * inserted them.
   */
  get undecided(): boolean {
    const run = this.#candidate;
    if (run !== undefined && framesInTake(run) > 0 && this.#position - run.end.heard < this.#neighbour)
      return true;
    const start = this.#runStart;
    if (start === undefined || start.inTake === this.#takeFrame) return false;
    const short = this.#position - start.heard <= this.#maxDoubt;
    return short && this.#followsSound(start) && this.#swingBefore() !== undefined;
  }

  /**
   * Examines the next `frames` frames of all channels. Returns the runs that they confirm, usually none.
   * @param recorded whether they are in the take. Those before it, in its pauses and after its end show what a run is
   * that reaches into the take.
   */
  push(channels: readonly Float32Array[], frames: number, recorded = true): readonly ZeroRun[] {
    const found: ZeroRun[] = [];
    for (let i = 0, probed = 0; i < frames; i++) {
      if (i >= probed && this.#runStart === undefined && this.#candidate === undefined) {
        // A run long enough to count covers a probe. Only the frames that decide about such a run are read one by one.
        probed = i + this.#minRun - 1;
        while (probed < frames && loudest(channels, probed) > 0) probed += this.#minRun;
        i = Math.max(i, probed - this.#minRun - this.#neighbour);
      }
      const frame = this.#position + i;
      const level = loudest(channels, i);
      if (level === 0) {
        this.#runStart ??= this.#spot(i, recorded);
        continue;
      }
      if (this.#runStart !== undefined) this.#endRun(this.#runStart, this.#spot(i, recorded));
      if (this.#candidate !== undefined) {
        const run = this.#confirmed(this.#candidate, frame, level);
        if (run !== undefined) found.push(run);
      }
      if (level >= LIVE_PEAK) this.#lastLoud = frame;
      this.#newest = (this.#newest + 1) % this.#levels.length;
      this.#levels[this.#newest] = level;
    }
    this.#position += frames;
    if (recorded) this.#takeFrame += frames;
    return found;
  }

  /** Skips `frames` frames of the take that were not heard. No run continues across them. */
  skip(frames: number): void {
    this.#takeFrame += frames;
    this.#runStart = undefined;
    this.#candidate = undefined;
    this.#lastLoud = Number.NEGATIVE_INFINITY;
    this.#levels.fill(0);
  }

  #spot(ahead: number, recorded: boolean): Spot {
    return { heard: this.#position + ahead, inTake: this.#takeFrame + (recorded ? ahead : 0) };
  }

  #endRun(start: Spot, end: Spot): void {
    this.#runStart = undefined;
    const frames = end.heard - start.heard;
    if (frames < this.#minRun) return;
    const counts = frames <= this.#maxRun && this.#followsSound(start);
    const swing = this.#isInserted(frames) ? this.#swingBefore() : undefined;
    this.#candidate = counts ? { start, end, swing, startsInSwing: false } : undefined;
  }

  #followsSound({ heard }: Spot): boolean {
    return heard - this.#lastLoud <= this.#neighbour;
  }

  /**
   * The candidate as a run, as soon as it is known to be one. Undefined while it is not known, and if the signal stays
   * quiet after the run.
   */
  #confirmed(candidate: Candidate, now: number, level: number): ZeroRun | undefined {
    const { start, end, swing } = candidate;
    const since = now - end.heard;
    if (swing !== undefined && since < EDGE_FRAMES) {
      candidate.startsInSwing ||= level >= swing;
      if (!candidate.startsInSwing && since < EDGE_FRAMES - 1) return undefined;
    }
    const near = since < this.#neighbour;
    if (near && level < LIVE_PEAK) return undefined;
    this.#candidate = undefined;
    const frames = framesInTake(candidate);
    const kind = candidate.startsInSwing ? 'zeros' : 'muted';
    // Silence of the microphone's own counts between sounds of the take.
    const counts = kind === 'zeros' ? frames > 0 : frames === end.heard - start.heard;
    return near && counts ? { frame: start.inTake, frames, kind } : undefined;
  }

  /**
   * Whether browsers insert runs of this length: Chromium inserts complete buffers of 10 ms, WebKit blocks of 128
   * frames, Firefox as many frames as a buffer lacks.
   */
  #isInserted(frames: number): boolean {
    const even = frames % 128 === 0 || frames % this.#bufferFrames === 0;
    return even || (this.#uneven && frames <= this.#maxUneven);
  }

  /** The level from which a frame is in mid-swing, if the signal stopped in mid-swing; otherwise undefined. */
  #swingBefore(): number | undefined {
    const swing = SWING * this.#levels.reduce((most, level) => Math.max(most, level), 0);
    for (let back = 0; back < EDGE_FRAMES; back++) {
      if (this.#levels.at(this.#newest - back)! >= swing) return swing;
    }
    return undefined;
  }
}

function framesInTake({ start, end }: Candidate): number {
  return end.inTake - start.inTake;
}

function loudest(channels: readonly Float32Array[], frame: number): number {
  let level = 0;
  for (const channel of channels) {
    const sample = Math.abs(channel[frame]!);
    if (sample > level) level = sample;
  }
  return level;
}
