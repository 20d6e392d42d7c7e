/**
 * A run of exact zeros inside a live signal. When a browser's capture path starves, it inserts a buffer of zeros (10 ms
 * in Chromium), and no counter reports it. The noise floor of a real converter does not give 2 ms of exact zeros
 * between two loud samples; a muted or absent signal does, so both sides of the run must be loud.
 */
export interface ZeroRun {
  /** First zero frame. Counts all frames pushed or skipped before it. */
  readonly frame: number;
  readonly frames: number;
  /**
   * `zeros` if the browser may have inserted the run: its length is a multiple of the browser's buffers, and the signal
   * stops and starts in mid-swing. Otherwise `muted`: the run comes from the microphone itself.
   */
  readonly kind: 'zeros' | 'muted';
}

/** -60 dBFS. In quieter surroundings digital silence may be genuine. */
const LIVE_PEAK = 1e-3;
const MIN_RUN_SECONDS = 0.002;
/** Longer silences come from a mute switch. */
const MAX_RUN_SECONDS = 2;
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

/** A finished run after live signal. It waits for live signal after it. */
interface Candidate {
  readonly frame: number;
  readonly end: number;
  /** Level from which a frame after the run is in mid-swing. Undefined: the browser did not insert the run. */
  readonly swing: number | undefined;
  startsInSwing: boolean;
}

export class ZeroRunDetector {
  readonly #minRun: number;
  readonly #maxRun: number;
  readonly #neighbour: number;
  readonly #bufferFrames: number;
  #position = 0;
  /** Frame of the last sample at or above LIVE_PEAK; negative infinity before the first. */
  #lastLoud = Number.NEGATIVE_INFINITY;
  /** First frame of the run of zeros in progress; undefined outside a run. */
  #runStart: number | undefined;
  #candidate: Candidate | undefined;
  /** The last levels that were not zero, as a ring buffer. */
  readonly #levels: Float32Array;
  #newest = 0;

  constructor(sampleRate: number) {
    this.#minRun = Math.ceil(sampleRate * MIN_RUN_SECONDS);
    this.#maxRun = Math.floor(sampleRate * MAX_RUN_SECONDS);
    this.#neighbour = Math.ceil(sampleRate * NEIGHBOUR_SECONDS);
    this.#bufferFrames = sampleRate / 100;
    this.#levels = new Float32Array(Math.ceil(sampleRate * SWING_SECONDS));
  }

  /** Examines the next `frames` frames of all channels. Returns the runs that they confirm, usually none. */
  push(channels: readonly Float32Array[], frames: number): readonly ZeroRun[] {
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
        this.#runStart ??= frame;
        continue;
      }
      if (this.#runStart !== undefined) this.#endRun(this.#runStart, frame);
      if (this.#candidate !== undefined) {
        const run = this.#confirmed(this.#candidate, frame, level);
        if (run !== undefined) found.push(run);
      }
      if (level >= LIVE_PEAK) this.#lastLoud = frame;
      this.#newest = (this.#newest + 1) % this.#levels.length;
      this.#levels[this.#newest] = level;
    }
    this.#position += frames;
    return found;
  }

  /** Skips `frames` frames that were not recorded. No run continues across them. */
  skip(frames: number): void {
    this.#position += frames;
    this.#runStart = undefined;
    this.#candidate = undefined;
    this.#lastLoud = Number.NEGATIVE_INFINITY;
    this.#levels.fill(0);
  }

  #endRun(start: number, end: number): void {
    this.#runStart = undefined;
    const frames = end - start;
    if (frames < this.#minRun) return;
    const followsSound = start - this.#lastLoud <= this.#neighbour;
    const swing = this.#isOfBuffers(frames) ? this.#swingBefore() : undefined;
    this.#candidate =
      followsSound && frames <= this.#maxRun ? { frame: start, end, swing, startsInSwing: false } : undefined;
  }

  /**
   * The candidate as a run, as soon as it is known to be one. Undefined while it is not known, and if the signal stays
   * quiet after the run.
   */
  #confirmed(candidate: Candidate, now: number, level: number): ZeroRun | undefined {
    const { frame, end, swing } = candidate;
    const since = now - end;
    if (swing !== undefined && since < EDGE_FRAMES) {
      candidate.startsInSwing ||= level >= swing;
      if (!candidate.startsInSwing && since < EDGE_FRAMES - 1) return undefined;
    }
    const near = since < this.#neighbour;
    if (near && level < LIVE_PEAK) return undefined;
    this.#candidate = undefined;
    return near
      ? { frame, frames: end - frame, kind: candidate.startsInSwing ? 'zeros' : 'muted' }
      : undefined;
  }

  /**
   * Whether browsers insert runs of this length: Chromium inserts complete buffers of 10 ms, others blocks of 128
   * frames.
   */
  #isOfBuffers(frames: number): boolean {
    return frames % 128 === 0 || frames % this.#bufferFrames === 0;
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

function loudest(channels: readonly Float32Array[], frame: number): number {
  let level = 0;
  for (const channel of channels) {
    const sample = Math.abs(channel[frame]!);
    if (sample > level) level = sample;
  }
  return level;
}
