import { CHANNEL_BYTES, CLIPPED, INPUT, PEAKS, SUMS, firstLanes } from './layout';

/**
 * Measures each channel: the absolute peak, the sum of squares, and the number of samples at or beyond full scale.
 * Squares are exact in f64 and summed in f64; frame i goes into partial sum i mod 4, and the total is (s0 + s1) + (s2 +
 * s3). NaN counts as 0.
 */
export function peakAndRms(channels: i32, frames: i32): void {
  for (let c = 0; c < channels; c++) measureChannel(c, frames);
}

function measureChannel(c: i32, frames: i32): void {
  let sum01 = f64x2.splat(0);
  let sum23 = f64x2.splat(0);
  let peak = f32x4.splat(0);
  let clipped = i32x4.splat(0);
  for (let i = 0; i < frames; i += 4) {
    let x = v128.load(INPUT + c * CHANNEL_BYTES + (i << 2));
    x = v128.and(x, f32x4.eq(x, x));
    if (frames - i < 4) x = v128.and(x, firstLanes(frames - i));
    const magnitude = f32x4.abs(x);
    peak = f32x4.pmax(peak, magnitude);
    // A comparison that is true gives -1 in its lane.
    clipped = i32x4.sub(clipped, f32x4.ge(magnitude, f32x4.splat(1)));
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
    sum01 = f64x2.add(sum01, f64x2.mul(low, low));
    sum23 = f64x2.add(sum23, f64x2.mul(high, high));
  }
  const peak01 = max<f32>(f32x4.extract_lane(peak, 0), f32x4.extract_lane(peak, 1));
  const peak23 = max<f32>(f32x4.extract_lane(peak, 2), f32x4.extract_lane(peak, 3));
  const total01 = f64x2.extract_lane(sum01, 0) + f64x2.extract_lane(sum01, 1);
  const total23 = f64x2.extract_lane(sum23, 0) + f64x2.extract_lane(sum23, 1);
  store<f64>(PEAKS + (c << 3), max<f32>(peak01, peak23));
  store<f64>(SUMS + (c << 3), total01 + total23);
  store<i32>(
    CLIPPED + (c << 2),
    i32x4.extract_lane(clipped, 0) +
      i32x4.extract_lane(clipped, 1) +
      i32x4.extract_lane(clipped, 2) +
      i32x4.extract_lane(clipped, 3),
  );
}

/**
 * The sum of the products of the first two channels. Products are exact in f64 and summed in f64, in the order of
 * `peakAndRms`. A product with NaN counts as 0.
 */
export function stereoProduct(frames: i32): f64 {
  let sum01 = f64x2.splat(0);
  let sum23 = f64x2.splat(0);
  for (let i = 0; i < frames; i += 4) {
    let left = v128.load(INPUT + (i << 2));
    let right = v128.load(INPUT + CHANNEL_BYTES + (i << 2));
    let known = v128.and(f32x4.eq(left, left), f32x4.eq(right, right));
    if (frames - i < 4) known = v128.and(known, firstLanes(frames - i));
    left = v128.and(left, known);
    right = v128.and(right, known);
    sum01 = f64x2.add(sum01, f64x2.mul(f64x2.promote_low_f32x4(left), f64x2.promote_low_f32x4(right)));
    left = i64x2.shuffle(left, left, 1, 1);
    right = i64x2.shuffle(right, right, 1, 1);
    sum23 = f64x2.add(sum23, f64x2.mul(f64x2.promote_low_f32x4(left), f64x2.promote_low_f32x4(right)));
  }
  const total01 = f64x2.extract_lane(sum01, 0) + f64x2.extract_lane(sum01, 1);
  const total23 = f64x2.extract_lane(sum23, 0) + f64x2.extract_lane(sum23, 1);
  return total01 + total23;
}
