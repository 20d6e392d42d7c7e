import { ASYMMETRIC, CHANNEL_BYTES, INPUT, OUTPUT } from './layout';

/**
 * Interleaves to little-endian signed 24 bits in 3 bytes. A source on the asymmetric grid gets its 16-bit integers
 * back, shifted up by 8. Any other source is scaled by 8388608, rounded to nearest (ties to even) and clipped. There is
 * no dither, because an f32 sample has at most 24 significant bits. NaN becomes 0.
 */
export function packS24(channels: i32, frames: i32, grid: i32): void {
  // round(x × scale) × unit covers both cases without a branch in the loops; × 256 is the shift by 8.
  if (grid & ASYMMETRIC) pack(channels, frames, 32767, 32768, 256);
  else pack(channels, frames, 8388608, 8388608, 1);
}

function pack(channels: i32, frames: i32, positiveScale: f32, negativeScale: f32, unit: f32): void {
  if (channels == 1) {
    // 16 frames × 3 bytes = 3 full vectors.
    for (let i = 0; i < frames; i += 16) {
      const from = INPUT + (i << 2);
      const to = OUTPUT + i * 3;
      const a = quantize(v128.load(from), positiveScale, negativeScale, unit);
      const b = quantize(v128.load(from, 16), positiveScale, negativeScale, unit);
      const c = quantize(v128.load(from, 32), positiveScale, negativeScale, unit);
      const d = quantize(v128.load(from, 48), positiveScale, negativeScale, unit);
      v128.store(to, i8x16.shuffle(a, b, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20));
      v128.store(to, i8x16.shuffle(b, c, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25), 16);
      v128.store(to, i8x16.shuffle(c, d, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30), 32);
    }
  } else if (channels == 2) {
    // 4 frames × 2 channels × 3 bytes = 16 + 8.
    for (let i = 0; i < frames; i += 4) {
      const from = INPUT + (i << 2);
      const to = OUTPUT + i * 6;
      const l = quantize(v128.load(from), positiveScale, negativeScale, unit);
      const r = quantize(v128.load(from + CHANNEL_BYTES), positiveScale, negativeScale, unit);
      v128.store(to, i8x16.shuffle(l, r, 0, 1, 2, 16, 17, 18, 4, 5, 6, 20, 21, 22, 8, 9, 10, 24));
      const rest = i8x16.shuffle(l, r, 25, 26, 12, 13, 14, 28, 29, 30, 0, 0, 0, 0, 0, 0, 0, 0);
      v128.store64_lane(to, rest, 0, 16);
    }
  } else {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < frames; i += 4) {
        const x = v128.load(INPUT + c * CHANNEL_BYTES + (i << 2));
        storeStrided(channels, c, i, quantize(x, positiveScale, negativeScale, unit));
      }
    }
  }
}

/** Returns four 24-bit integers; NaN becomes 0. */
function quantize(x: v128, positiveScale: f32, negativeScale: f32, unit: f32): v128 {
  const positive = f32x4.gt(x, f32x4.splat(0));
  const scale = v128.bitselect(f32x4.splat(positiveScale), f32x4.splat(negativeScale), positive);
  const rounded = f32x4.mul(f32x4.nearest(f32x4.mul(x, scale)), f32x4.splat(unit));
  const integer = i32x4.trunc_sat_f32x4_s(rounded);
  return i32x4.max_s(i32x4.min_s(integer, i32x4.splat(8388607)), i32x4.splat(-8388608));
}

/** Writes four frames of one channel, each to its position in the interleaved output. */
function storeStrided(channels: i32, channel: i32, frame: i32, samples: v128): void {
  const stride = channels * 3;
  let at = OUTPUT + frame * stride + channel * 3;
  v128.store16_lane(at, samples, 0);
  v128.store8_lane(at, samples, 2, 2);
  at += stride;
  v128.store16_lane(at, samples, 2);
  v128.store8_lane(at, samples, 6, 2);
  at += stride;
  v128.store16_lane(at, samples, 4);
  v128.store8_lane(at, samples, 10, 2);
  at += stride;
  v128.store16_lane(at, samples, 6);
  v128.store8_lane(at, samples, 14, 2);
}
