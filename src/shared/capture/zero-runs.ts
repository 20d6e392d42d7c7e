/**
 * Finds runs of exact zeros inside a live signal: where a browser's capture path starves, it inserts a buffer of
 * zeros (10 ms in Chromium) and no counter tells. A real converter's noise floor does not give 2 ms of exact zeros
 * between two loud samples; a muted or absent signal does, so both sides of the run must be loud.
 */
export interface ZeroRun {
  /** First zero frame, counted from the first frame pushed. */
  readonly frame: number;
  readonly frames: number;
  /**
   * `zeros` if a browser may have put it in: it is as long as whole buffers, and the signal stops and starts in mid-swing. Else
   * `muted`: the microphone's own.
   */
  readonly kind: 'zeros' | 'muted';
}

/** -60 dBFS: quieter surroundings may hold honest digital silence. */
const LIVE_PEAK = 1e-3;
const MIN_RUN_SECONDS = 0.002;
/** Longer silences are somebody's mute switch. */
const MAX_RUN_SECONDS = 2;
/** How near the run the signal must be live. */
const NEIGHBOUR_SECONDS = 0.005;
/**
 * In mid-swing, one of so many frames beside the run has a fiftieth of the peak of the two milliseconds before it. Of cuts through
 * speech 99 % have, of the windows by which denoisers and codecs fade their frames none.
 */
const EDGE_FRAMES = 4;
const SWING = 0.02;
const SWING_SECONDS = 0.002;

/** A finished run after sound, which waits for sound behind it. */
interface Candidate {
  readonly frame: number;
  readonly end: number;
  /** How loud a frame behind it is in mid-swing; undefined: no browser put it in. */
  readonly swing: number | undefined;
  startsInSwing: boolean;
}

export class ZeroRunDetector {
  readonly #minRun: number;
  readonly #maxRun: number;
  readonly #neighbour: number;
  readonly #bufferFrames: number;
  #position = 0;
  /** Frame of the last sample above LIVE_PEAK; none yet: far away. */
  #lastLoud = Number.NEGATIVE_INFINITY;
  /** Where the zeros that go on at this moment began. */
  #runStart: number | undefined;
  #candidate: Candidate | undefined;
  /** The last levels that were not zero, in a ring. */
  readonly #levels: Float32Array;
  #newest = 0;

  constructor(sampleRate: number) {
    this.#minRun = Math.ceil(sampleRate * MIN_RUN_SECONDS);
    this.#maxRun = Math.floor(sampleRate * MAX_RUN_SECONDS);
    this.#neighbour = Math.ceil(sampleRate * NEIGHBOUR_SECONDS);
    this.#bufferFrames = sampleRate / 100;
    this.#levels = new Float32Array(Math.ceil(sampleRate * SWING_SECONDS));
  }

  /** Looks at the next `frames` frames of all channels. Returns the runs confirmed by them, mostly none. */
  push(channels: readonly Float32Array[], frames: number): readonly ZeroRun[] {
    const found: ZeroRun[] = [];
    for (let i = 0; i < frames; i++) {
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

  /** `frames` frames follow that nobody recorded: no run goes on across them. */
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

  /** What the candidate is, as soon as that is known; it is none if the signal stays quiet behind it. */
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

  /** Whether a run is as long as what browsers put in: Chromium in whole buffers of 10 ms, others in blocks of 128 frames. */
  #isOfBuffers(frames: number): boolean {
    return frames % 128 === 0 || frames % this.#bufferFrames === 0;
  }

  /** How loud a frame in mid-swing is, if the signal has stopped in it. */
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
