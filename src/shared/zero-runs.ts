/**
 * Finds runs of exact zeros inside a live signal: where a browser's capture path starves, it inserts a buffer of
 * zeros (10 ms in Chromium) and no counter tells. A real converter's noise floor does not give 2 ms of exact zeros
 * between two loud samples; a muted or absent signal does, so both sides of the run must be loud.
 */
export interface ZeroRun {
  /** First zero frame, counted from the first frame pushed. */
  readonly frame: number;
  readonly frames: number;
}

/** -60 dBFS: quieter surroundings may hold honest digital silence. */
const LIVE_PEAK = 1e-3;
const MIN_RUN_SECONDS = 0.002;
/** Longer silences are somebody's mute switch. */
const MAX_RUN_SECONDS = 2;
/** How near the run the signal must be live. */
const NEIGHBOUR_SECONDS = 0.005;

export class ZeroRunDetector {
  readonly #minRun: number;
  readonly #maxRun: number;
  readonly #neighbour: number;
  #position = 0;
  /** Frame of the last sample above LIVE_PEAK; none yet: far away. */
  #lastLoud = Number.NEGATIVE_INFINITY;
  /** Where the zeros that go on at the end of the last block began; undefined when it ended in sound. */
  #runStart: number | undefined;
  #runFollowsSound = false;
  /** A finished run that waits for loud sound within reach behind it. */
  #candidate: ZeroRun | undefined;

  constructor(sampleRate: number) {
    this.#minRun = Math.ceil(sampleRate * MIN_RUN_SECONDS);
    this.#maxRun = Math.floor(sampleRate * MAX_RUN_SECONDS);
    this.#neighbour = Math.ceil(sampleRate * NEIGHBOUR_SECONDS);
  }

  /** Looks at the next `frames` frames of all channels. Returns the runs confirmed by them, mostly none. */
  push(channels: readonly Float32Array[], frames: number): readonly ZeroRun[] {
    let found: ZeroRun[] | undefined;
    const base = this.#position;
    let i = 0;
    while (i < frames) {
      if (this.#runStart === undefined) {
        i = this.#walkSound(channels, i, frames, base);
        const confirmed = this.#confirm(base + i);
        if (confirmed !== undefined) (found ??= []).push(confirmed);
        if (i < frames) this.#beginRun(base + i);
      } else {
        const end = nextSound(channels, i, frames);
        if (end < frames) this.#endRun(base + end);
        i = end;
      }
    }
    this.#position = base + frames;
    return found ?? NONE;
  }

  /** Walks to the next frame that is zero in every channel, noting the last loud frame. */
  #walkSound(channels: readonly Float32Array[], from: number, frames: number, base: number): number {
    const first = channels[0]!;
    for (let i = from; i < frames; i++) {
      let loudest = Math.abs(first[i]!);
      for (let c = 1; c < channels.length; c++) loudest = Math.max(loudest, Math.abs(channels[c]![i]!));
      if (loudest === 0) return i;
      if (loudest >= LIVE_PEAK) {
        if (this.#candidate !== undefined && this.#firstLoudAfter === undefined)
          this.#firstLoudAfter = base + i;
        this.#lastLoud = base + i;
      }
    }
    return frames;
  }

  #firstLoudAfter: number | undefined;

  #beginRun(frame: number): void {
    this.#runStart = frame;
    this.#runFollowsSound = frame - this.#lastLoud <= this.#neighbour;
  }

  #endRun(frame: number): void {
    const start = this.#runStart!;
    this.#runStart = undefined;
    const frames = frame - start;
    if (!this.#runFollowsSound || frames < this.#minRun || frames > this.#maxRun) return;
    this.#candidate = { frame: start, frames };
    this.#firstLoudAfter = undefined;
  }

  #confirm(reached: number): ZeroRun | undefined {
    const candidate = this.#candidate;
    if (candidate === undefined) return undefined;
    const end = candidate.frame + candidate.frames;
    if (this.#firstLoudAfter !== undefined && this.#firstLoudAfter - end < this.#neighbour) {
      this.#candidate = undefined;
      return candidate;
    }
    if (reached - end >= this.#neighbour) this.#candidate = undefined;
    return undefined;
  }
}

const NONE: readonly ZeroRun[] = [];

function nextSound(channels: readonly Float32Array[], from: number, frames: number): number {
  for (let i = from; i < frames; i++) {
    for (const channel of channels) if (channel[i] !== 0) return i;
  }
  return frames;
}
