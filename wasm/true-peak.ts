import {
  CHANNEL_BYTES,
  EDGE,
  HISTORY,
  HISTORY_FRAMES,
  INPUT,
  TRUE_PEAKS,
  TRUE_PEAK_TAPS,
  firstLanes,
} from './layout';

/** Half the length of the interpolating filters. */
const PAIRS: i32 = HISTORY_FRAMES / 2;
const HISTORY_BYTES: i32 = HISTORY_FRAMES << 2;

/**
 * The greatest magnitude of each channel, oversampled by `factor`, which is 4 or 2 (ITU-R BS.1770-5, annex 2), the
 * samples themselves included. The last 20 samples of each channel are kept, so a signal may come in pieces of any
 * length. What lies between the last 10 samples is measured with the next piece.
 */
export function truePeaks(channels: i32, frames: i32, factor: i32): void {
  for (let c = 0; c < channels; c++) {
    const input = INPUT + c * CHANNEL_BYTES;
    const history = HISTORY + c * HISTORY_BYTES;
    const first = min(frames, HISTORY_FRAMES);
    // The first windows reach back into the piece before, so the two are joined for them.
    memory.copy(EDGE, history, HISTORY_BYTES);
    memory.copy(EDGE + HISTORY_BYTES, input, first << 2);
    let peak = greatest(EDGE + 4, first, factor);
    peak = f32x4.pmax(peak, greatest(input + 4, frames - first, factor));
    if (frames >= HISTORY_FRAMES) memory.copy(history, input + (frames << 2) - HISTORY_BYTES, HISTORY_BYTES);
    else memory.copy(history, EDGE + (frames << 2), HISTORY_BYTES);
    const peak01 = max<f32>(f32x4.extract_lane(peak, 0), f32x4.extract_lane(peak, 1));
    const peak23 = max<f32>(f32x4.extract_lane(peak, 2), f32x4.extract_lane(peak, 3));
    store<f64>(TRUE_PEAKS + (c << 3), max<f32>(peak01, peak23));
  }
}

/** The greatest magnitudes of `windows` windows of 20 samples, of which the first is at `from`. */
function greatest(from: i32, windows: i32, factor: i32): v128 {
  let peak = f32x4.splat(0);
  for (let w = 0; w < windows; w += 4) {
    const at = from + (w << 2);
    // The newest sample of each window.
    let found = f32x4.abs(v128.load(at + HISTORY_BYTES - 4));
    found = f32x4.pmax(found, factor == 4 ? quarters(at) : halves(at));
    // NaN is never greater, so it is left out.
    if (windows - w < 4) found = v128.and(found, firstLanes(windows - w));
    peak = f32x4.pmax(peak, found);
  }
  return peak;
}

/** The magnitudes halfway between the middle samples of four windows. The filter is symmetric. */
function halves(at: i32): v128 {
  let half = f32x4.splat(0);
  for (let k = 0; k < PAIRS; k++) {
    const sum = f32x4.add(v128.load(at + (k << 2)), v128.load(at + HISTORY_BYTES - 4 - (k << 2)));
    half = f32x4.add(half, f32x4.mul(sum, v128.load32_splat(TRUE_PEAK_TAPS + (k << 2))));
  }
  return f32x4.abs(half);
}

/**
 * The greatest magnitudes at a quarter, a half and three quarters of the way between the middle samples of four
 * windows. The filters of the quarters mirror each other. Their even part e and their odd part o give both: e + o and
 * e - o, of which the greater magnitude is |e| + |o|.
 */
function quarters(at: i32): v128 {
  let half = f32x4.splat(0);
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let k = 0; k < PAIRS; k++) {
    const older = v128.load(at + (k << 2));
    const newer = v128.load(at + HISTORY_BYTES - 4 - (k << 2));
    const sum = f32x4.add(older, newer);
    const difference = f32x4.sub(older, newer);
    const taps = TRUE_PEAK_TAPS + (k << 2);
    half = f32x4.add(half, f32x4.mul(sum, v128.load32_splat(taps)));
    even = f32x4.add(even, f32x4.mul(sum, v128.load32_splat(taps, PAIRS * 4)));
    odd = f32x4.add(odd, f32x4.mul(difference, v128.load32_splat(taps, PAIRS * 8)));
  }
  return f32x4.pmax(f32x4.abs(half), f32x4.add(f32x4.abs(even), f32x4.abs(odd)));
}
