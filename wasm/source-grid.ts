import { ASYMMETRIC, CHANNEL_BYTES, INPUT, SYMMETRIC, firstLanes } from './layout';

/**
 * Tests whether every sample is a 16-bit integer that was converted to a float earlier. Bit 1 stands for the asymmetric
 * grid (positive v / 32767, negative v / 32768, as Chromium converts), bit 2 for the symmetric grid (v / 32768). 0
 * means finer than 16 bits, beyond full scale, or NaN. Silence and negative samples fit both grids. So do the 31 floats
 * 32737/32768 to 32767/32768: in f32 they are also the values of 32736 to 32766 on the asymmetric grid.
 */
export function sourceGrid(channels: i32, frames: i32): i32 {
  let fits = ASYMMETRIC | SYMMETRIC;
  for (let c = 0; c < channels && fits != 0; c++) {
    fits = narrowGrid(fits, INPUT + c * CHANNEL_BYTES, frames);
  }
  return fits;
}

function narrowGrid(candidates: i32, channel: i32, frames: i32): i32 {
  let fits = candidates;
  for (let i = 0; i < frames; i += 4) {
    let x = v128.load(channel + (i << 2));
    // Zeros fill the lanes past the end, because silence lies on both grids.
    if (frames - i < 4) x = v128.and(x, firstLanes(frames - i));
    if (fits & ASYMMETRIC && !v128.all_true<i32>(onAsymmetric(x))) fits &= ~ASYMMETRIC;
    if (fits & SYMMETRIC && !v128.all_true<i32>(onSymmetric(x))) fits &= ~SYMMETRIC;
    // A 24-bit source is recognised within a few samples, so the test costs it almost nothing.
    if (fits == 0) return 0;
  }
  return fits;
}

/** Lanes that hold an integer number of 1/32768 steps and are at least -1; false for NaN. */
function onNegativeHalf(x: v128): v128 {
  const scaled = f32x4.mul(x, f32x4.splat(32768));
  return v128.and(f32x4.eq(f32x4.nearest(scaled), scaled), f32x4.ge(x, f32x4.splat(-1)));
}

function onSymmetric(x: v128): v128 {
  return v128.and(onNegativeHalf(x), f32x4.lt(x, f32x4.splat(1)));
}

function onAsymmetric(x: v128): v128 {
  const integer = f32x4.nearest(f32x4.mul(x, f32x4.splat(32767)));
  // A converter may divide, or multiply by the rounded reciprocal. The two differ in the last bit.
  const reciprocal: f32 = <f32>1 / <f32>32767;
  const matches = v128.or(
    f32x4.eq(f32x4.mul(integer, f32x4.splat(reciprocal)), x),
    f32x4.eq(f32x4.div(integer, f32x4.splat(32767)), x),
  );
  const positive = v128.and(matches, f32x4.le(x, f32x4.splat(1)));
  return v128.bitselect(positive, onNegativeHalf(x), f32x4.gt(x, f32x4.splat(0)));
}
