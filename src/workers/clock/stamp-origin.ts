import { RecentLeast } from './recent-least.ts';

/**
 * The first stamps of a stream that was transferred to a worker count from the page's time origin. They are not used.
 */
const SETTLED_SECONDS = 0.15;
/** Stamps that jump by more than this count from another time origin than those before. */
const OTHER_ORIGIN_US = 100_000;
/** How much of a stamp's deviation is taken over: devices stamp unevenly. */
const FOLLOW = 0.05;
/** The wall clock is read in milliseconds: a smaller drift is not told from rounding. */
const MIN_DRIFT_US = 1500;
const DRIFT_WINDOW_MS = 1000;
const WORD = 2 ** 32;

/** What the stamps of a track say of its frame 0. */
export interface StampedOrigin {
  /**
   * When it was captured, less the frames that are missing: microseconds in 32 bits that wrap. 0 while it is not known.
   */
  readonly originUs: number;
  /** By how much the wall clock has gone ahead of the worker's clock since the worker began, in microseconds. */
  readonly driftUs: number;
}

const UNKNOWN: StampedOrigin = { originUs: 0, driftUs: 0 };

/**
 * Computes when a track's frame 0 was captured from the time stamps of its frames. Chromium counts stamps from the time
 * origin of the worker that reads them. With `performance.timeOrigin` added, two workers that read one microphone agree
 * to 0.01 ms (measured: ADR 14), but for what the wall clock was changed between their beginnings: the drift tells it.
 */
export class StampOrigin {
  readonly #sampleRate: number;
  readonly #timeOriginMs: number;
  #frames = 0;
  /** Blocks and frames since the stamps have counted from the current origin. */
  #blocks = 0;
  #steadyFrames = 0;
  #originUs: number | undefined;
  /** How far the wall clock is behind. It is rounded down, so the least of the last readings is nearest to the truth. */
  readonly #wallBehindMs = new RecentLeast(DRIFT_WINDOW_MS);

  /** @param timeOriginMs the worker's `performance.timeOrigin` */
  constructor(sampleRate: number, timeOriginMs: number) {
    this.#sampleRate = sampleRate;
    this.#timeOriginMs = timeOriginMs;
  }

  /**
   * @param stampUs stamp of the block's first frame, in microseconds
   * @param missing frames known to be missing before the block
   * @param nowMs current time, on the clock that the stamps count by
   * @param wallMs the wall clock's time, in milliseconds since 1970
   */
  see(stampUs: number, frames: number, missing: number, nowMs: number, wallMs: number): StampedOrigin {
    this.#wallBehindMs.see(nowMs, this.#timeOriginMs + nowMs - wallMs);
    this.#frames += missing;
    const originUs = stampUs + 1000 * this.#timeOriginMs - (this.#frames / this.#sampleRate) * 1e6;
    this.#frames += frames;
    this.#follow(originUs, frames);
    // No frame arrives before it was captured.
    const ofThisWorker = stampUs <= 1000 * nowMs;
    if (!ofThisWorker || this.#steadyFrames < SETTLED_SECONDS * this.#sampleRate) return UNKNOWN;
    return { originUs: (Math.round(this.#originUs!) % WORD) | 0 || 1, driftUs: this.#driftUs };
  }

  /** The mean of the first stamps, then the trend. */
  #follow(originUs: number, frames: number): void {
    const deviation = originUs - (this.#originUs ?? originUs);
    if (this.#originUs === undefined || Math.abs(deviation) > OTHER_ORIGIN_US) {
      this.#originUs = originUs;
      this.#blocks = 1;
      this.#steadyFrames = 0;
      return;
    }
    this.#blocks++;
    this.#originUs += Math.max(FOLLOW, 1 / this.#blocks) * deviation;
    this.#steadyFrames += frames;
  }

  get #driftUs(): number {
    const driftUs = Math.round(-1000 * this.#wallBehindMs.value);
    return Math.abs(driftUs) < MIN_DRIFT_US ? 0 : driftUs;
  }
}
