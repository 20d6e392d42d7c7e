import { CHANNEL_BYTES, INPUT, WEIGHTED, WEIGHTING, WEIGHTING_STATE } from './layout';

/** Below this a state is silence. Zero is put in its place, because arithmetic with subnormal numbers is slow. */
const NEGLIGIBLE: f64 = 1e-30;

/**
 * K-weighting (ITU-R BS.1770-5, annex 1): the sum of squares of each channel's weighted samples, for `frames` frames
 * from frame `from` on. The two filters' coefficients and states are in memory, so a signal may come in pieces of any
 * length. A sample that is not a finite number counts as 0, because a filter would never forget it.
 */
export function weigh(channels: i32, from: i32, frames: i32): void {
  for (let c = 0; c < channels; c += 2) weighPair(c, c + 1 < channels ? c + 1 : c, from, frames);
}

/** Two channels at once, one in each lane. A last channel without a partner is in both. */
function weighPair(first: i32, second: i32, from: i32, frames: i32): void {
  const b0 = v128.load64_splat(WEIGHTING);
  const b1 = v128.load64_splat(WEIGHTING, 8);
  const b2 = v128.load64_splat(WEIGHTING, 16);
  const a1 = v128.load64_splat(WEIGHTING, 24);
  const a2 = v128.load64_splat(WEIGHTING, 32);
  const c1 = v128.load64_splat(WEIGHTING, 40);
  const c2 = v128.load64_splat(WEIGHTING, 48);
  const state = WEIGHTING_STATE + (first << 5);
  let s1 = v128.load(state);
  let s2 = v128.load(state, 16);
  let t1 = v128.load(state, 32);
  let t2 = v128.load(state, 48);
  let sum = f64x2.splat(0);
  let one = INPUT + first * CHANNEL_BYTES + (from << 2);
  let other = INPUT + second * CHANNEL_BYTES + (from << 2);
  for (const end = one + (frames << 2); one < end; one += 4, other += 4) {
    let pair = v128.load32_lane(other, v128.load32_zero(one), 1);
    pair = v128.and(pair, f32x4.lt(f32x4.abs(pair), f32x4.splat(f32.POSITIVE_INFINITY)));
    const x = f64x2.promote_low_f32x4(pair);
    // The shelf, in transposed direct form 2.
    const y = f64x2.add(f64x2.mul(b0, x), s1);
    s1 = f64x2.add(f64x2.sub(f64x2.mul(b1, x), f64x2.mul(a1, y)), s2);
    s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y));
    // The high-pass: its zeros are 1, -2, 1, and its gain is in the shelf.
    const z = f64x2.add(y, t1);
    t1 = f64x2.sub(f64x2.sub(t2, f64x2.mul(c1, z)), f64x2.add(y, y));
    t2 = f64x2.sub(y, f64x2.mul(c2, z));
    sum = f64x2.add(sum, f64x2.mul(z, z));
  }
  v128.store(state, audible(s1));
  v128.store(state, audible(s2), 16);
  v128.store(state, audible(t1), 32);
  v128.store(state, audible(t2), 48);
  // In this order a last channel without a partner has its own sum.
  store<f64>(WEIGHTED + (second << 3), f64x2.extract_lane(sum, 1));
  store<f64>(WEIGHTED + (first << 3), f64x2.extract_lane(sum, 0));
}

function audible(state: v128): v128 {
  return v128.and(state, f64x2.gt(f64x2.abs(state), f64x2.splat(NEGLIGIBLE)));
}
