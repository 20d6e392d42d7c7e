import { correlation } from '../signals/correlate.ts';

export interface ContentMatchOptions {
  /** Sample rate of both signals. Where they differ, resample one of them first. */
  readonly sampleRate: number;
  /**
   * Frames by which the decoded signal is late. Default 0, because decoders remove the delay that their format
   * declares.
   */
  readonly expectedLag?: number;
  /** How far the best lag of a window may be from the expected one. Default 0. */
  readonly toleranceFrames?: number;
  /** Lowest correlation at the expected lag that counts as the same content. Default 0.99. */
  readonly threshold?: number;
  /** Frames searched on each side of the expected lag. Default 100 ms. */
  readonly searchFrames?: number;
}

export interface WindowMatch {
  /** Start of the window in the source. */
  readonly atFrame: number;
  readonly atExpectedLag: number;
  readonly best: number;
  readonly bestLag: number;
}

export interface ContentMatch {
  /** Every window reaches the threshold at the expected lag and has its peak within the tolerance. */
  readonly ok: boolean;
  /** Correlation at the expected lag over all windows, weighted by energy. */
  readonly atExpectedLag: number;
  /** The window with the lowest correlation at the expected lag; look at it first. */
  readonly worst: WindowMatch;
  readonly windows: readonly WindowMatch[];
  /** Number of windows left out because the source is almost silent there. */
  readonly silentWindows: number;
  /** Decoded frames beyond the source's length, minus the expected lag. Negative when the end is missing. */
  readonly extraFrames: number;
}

const WINDOW_SECONDS = 1;
const SEARCH_SECONDS = 0.1;
/** A window with less than this share (-50 dB) of the mean energy is left out: a codec may spend no bits on it. */
const SILENT_SHARE = 1e-5;

/**
 * Whether a lossy file contains the source. Both are compared second by second, because a correlation over minutes
 * hardly changes when one second in the middle is lost or late.
 */
export function contentMatch(
  decoded: Float32Array,
  source: Float32Array,
  options: ContentMatchOptions,
): ContentMatch {
  const { expectedLag = 0, toleranceFrames = 0, threshold = 0.99 } = options;
  const search = options.searchFrames ?? Math.round(SEARCH_SECONDS * options.sampleRate);
  const windowFrames = Math.round(WINDOW_SECONDS * options.sampleRate);
  const silentBelow = (SILENT_SHARE * energy(source)) / Math.max(1, source.length);
  const windows: WindowMatch[] = [];
  let silentWindows = 0;
  let weighted = 0;
  let weights = 0;
  for (const [start, end] of spans(source.length, windowFrames)) {
    const expected = source.subarray(start, end);
    const weight = energy(expected);
    if (weight <= silentBelow * expected.length) {
      silentWindows++;
      continue;
    }
    const { atZero, peak, lag } = correlation(
      expected,
      cut(decoded, start + expectedLag, expected.length),
      search,
    );
    windows.push({ atFrame: start, atExpectedLag: atZero, best: peak, bestLag: expectedLag + lag });
    weighted += weight * atZero;
    weights += weight;
  }
  const worst = windows.reduce<WindowMatch>((a, b) => (b.atExpectedLag < a.atExpectedLag ? b : a), {
    atFrame: 0,
    atExpectedLag: windows.length === 0 ? 0 : Infinity,
    best: 0,
    bestLag: 0,
  });
  const ok = (match: WindowMatch): boolean =>
    match.atExpectedLag >= threshold && Math.abs(match.bestLag - expectedLag) <= toleranceFrames;
  return {
    ok: windows.length > 0 && windows.every(ok),
    atExpectedLag: weights === 0 ? 0 : weighted / weights,
    worst,
    windows,
    silentWindows,
    extraFrames: decoded.length - source.length - expectedLag,
  };
}

/** Windows of `size`. The rest at the end joins the last window, so no window is too short to be meaningful. */
function spans(length: number, size: number): [number, number][] {
  const count = Math.max(1, Math.floor(length / size));
  return Array.from({ length: count }, (_, i) => [i * size, i === count - 1 ? length : (i + 1) * size]);
}

/**
 * `length` samples from `start`. Zeros fill in where the signal has none, so that missing samples lower the
 * correlation.
 */
function cut(samples: Float32Array, start: number, length: number): Float32Array {
  const from = Math.max(0, start);
  const part = samples.subarray(from, Math.max(from, start + length));
  if (part.length === length) return part;
  const padded = new Float32Array(length);
  padded.set(part, Math.min(length, from - start));
  return padded;
}

function energy(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return sum;
}
