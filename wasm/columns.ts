import { CHANNEL_BYTES, COLUMNS, INPUT, firstLanes } from './layout';

/** Frames of a waveform column. */
const COLUMN_FRAMES: i32 = 256;
/** The highest step of 16 bits: a clipped 16-bit source holds it, whatever it arrived as. */
const FULL_SCALE: f32 = 32767.0 / 32768.0;

/**
 * Measures columns of 256 frames for a waveform; the first has `first` frames (1 to 256), which complete a column begun
 * in an earlier block. For each column and channel it stores the minimum, the maximum, the sum of squares, and the
 * number of samples that clipped: at or above 32767/32768, or at or below -1. NaN counts as 0. Squares are summed in
 * f64 as in `peakAndRms`. Returns the number of columns; the last may be incomplete.
 */
export function peakColumns(channels: i32, frames: i32, first: i32): i32 {
  let out = COLUMNS;
  let count = 0;
  let length = min<i32>(first, frames);
  for (let from = 0; from < frames; count++) {
    for (let c = 0; c < channels; c++) {
      measureColumn(INPUT + c * CHANNEL_BYTES + (from << 2), length, out);
      out += 32;
    }
    from += length;
    length = min<i32>(COLUMN_FRAMES, frames - from);
  }
  return count;
}

function measureColumn(at: i32, frames: i32, out: i32): void {
  const first = load<f32>(at);
  const start = f32x4.splat(first == first ? first : 0);
  let low = start;
  let high = start;
  let sum01 = f64x2.splat(0);
  let sum23 = f64x2.splat(0);
  let clipped = i32x4.splat(0);
  for (let i = 0; i < frames; i += 4) {
    let x = v128.load(at + (i << 2));
    x = v128.and(x, f32x4.eq(x, x));
    let lowest = x;
    let highest = x;
    if (frames - i < 4) {
      const valid = firstLanes(frames - i);
      lowest = v128.bitselect(x, start, valid);
      highest = lowest;
      x = v128.and(x, valid);
    }
    low = f32x4.pmin(low, lowest);
    high = f32x4.pmax(high, highest);
    const beyond = v128.or(f32x4.ge(x, f32x4.splat(FULL_SCALE)), f32x4.le(x, f32x4.splat(-1)));
    // A comparison that is true gives -1 in its lane.
    clipped = i32x4.sub(clipped, beyond);
    const pair01 = f64x2.promote_low_f32x4(x);
    const pair23 = f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
    sum01 = f64x2.add(sum01, f64x2.mul(pair01, pair01));
    sum23 = f64x2.add(sum23, f64x2.mul(pair23, pair23));
  }
  const low01 = min<f32>(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1));
  const low23 = min<f32>(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3));
  const high01 = max<f32>(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1));
  const high23 = max<f32>(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3));
  const total01 = f64x2.extract_lane(sum01, 0) + f64x2.extract_lane(sum01, 1);
  const total23 = f64x2.extract_lane(sum23, 0) + f64x2.extract_lane(sum23, 1);
  const count =
    i32x4.extract_lane(clipped, 0) +
    i32x4.extract_lane(clipped, 1) +
    i32x4.extract_lane(clipped, 2) +
    i32x4.extract_lane(clipped, 3);
  store<f64>(out, min<f32>(low01, low23));
  store<f64>(out, max<f32>(high01, high23), 8);
  store<f64>(out, total01 + total23, 16);
  store<f64>(out, count, 24);
}
