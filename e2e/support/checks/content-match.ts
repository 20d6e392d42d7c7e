import { correlation } from '../signals/correlate.ts';

export interface ContentMatchOptions {
  /** Of both signals; resample one of them first where they differ. */
  readonly sampleRate: number;
  /** Frames by which the decoded signal is late. Default 0: decoders take away the delay their format declares. */
  readonly expectedLag?: number;
  /** How far the best lag of a window may be from the expected one. Default 0. */
  readonly toleranceFrames?: number;
  /** Lowest correlation at the expected lag that is the same content. Default 0.99. */
  readonly threshold?: number;
  /** Lags searched around the expected one. Default 100 ms. */
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
  /** The window with the lowest correlation at the expected lag; look here first. */
  readonly worst: WindowMatch;
  readonly windows: readonly WindowMatch[];
  /** Windows left out because the source is as good as silent there. */
  readonly silentWindows: number;
  /** Decoded frames beyond the source's, the expected lag taken off; negative: the end is missing. */
  readonly extraFrames: number;
}

const WINDOW_SECONDS = 1;
const SEARCH_SECONDS = 0.1;
/** Less energy than this share (-50 dB) of the mean window's: a codec may spend no bits there. */
const SILENT_SHARE = 1e-5;

/**
 * Whether a lossy file holds the source: compared second by second, because a correlation over minutes hardly moves
 * when one second in the middle is lost or late.
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

/** Windows of `size`; the rest at the end joins the last one, so none is too short to tell anything. */
function spans(length: number, size: number): [number, number][] {
  const count = Math.max(1, Math.floor(length / size));
  return Array.from({ length: count }, (_, i) => [i * size, i === count - 1 ? length : (i + 1) * size]);
}

/** `length` samples from `start`; zeros where the signal has none, so that what is missing counts against it. */
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
