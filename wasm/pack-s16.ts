import { noise, step, stepLanes } from './dither';
import { ASYMMETRIC, CHANNEL_BYTES, DITHER, INPUT, OUTPUT, SYMMETRIC } from './layout';

/**
 * Interleaves to little-endian signed 16 bits. A source on a 16-bit grid gets its original integers back. Any other
 * source is scaled by 32768, dithered, rounded to nearest (ties to even) and clipped. NaN becomes 0.
 */
export function packS16(channels: i32, frames: i32, grid: i32): void {
  if (grid & ASYMMETRIC) packExact(channels, frames, 32767);
  else if (grid & SYMMETRIC) packExact(channels, frames, 32768);
  else if (channels == 2) ditherStereo(frames);
  else ditherEach(channels, frames);
}

function packExact(channels: i32, frames: i32, positiveScale: f32): void {
  if (channels == 1) {
    for (let i = 0; i < frames; i += 8) {
      const at = INPUT + (i << 2);
      const low = quantizeExact(v128.load(at), positiveScale);
      const high = quantizeExact(v128.load(at, 16), positiveScale);
      v128.store(OUTPUT + (i << 1), i16x8.narrow_i32x4_s(low, high));
    }
  } else if (channels == 2) {
    for (let i = 0; i < frames; i += 4) {
      const at = INPUT + (i << 2);
      const left = quantizeExact(v128.load(at), positiveScale);
      const right = quantizeExact(v128.load(at + CHANNEL_BYTES), positiveScale);
      const both = i16x8.narrow_i32x4_s(left, right);
      v128.store(OUTPUT + (i << 2), i16x8.shuffle(both, both, 0, 4, 1, 5, 2, 6, 3, 7));
    }
  } else {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < frames; i += 4) {
        const x = v128.load(INPUT + c * CHANNEL_BYTES + (i << 2));
        storeStrided(channels, c, i, quantizeExact(x, positiveScale));
      }
    }
  }
}

function ditherStereo(frames: i32): void {
  let state = v128.load64_zero(DITHER);
  let before = state;
  for (let i = 0; i < frames; i += 4) {
    const at = INPUT + (i << 2);
    const left = v128.load(at);
    const right = v128.load(at + CHANNEL_BYTES);
    before = state;
    const first = stepLanes(state);
    const second = stepLanes(first);
    const third = stepLanes(second);
    state = stepLanes(third);
    const low = quantizeDithered(i32x4.shuffle(left, right, 0, 4, 1, 5), i64x2.shuffle(first, second, 0, 2));
    const high = quantizeDithered(i32x4.shuffle(left, right, 2, 6, 3, 7), i64x2.shuffle(third, state, 0, 2));
    v128.store(OUTPUT + (i << 2), i16x8.narrow_i32x4_s(low, high));
  }
  // The last vector may reach past the last frame, but the generators must not.
  const rest = frames & 3;
  if (rest != 0) {
    state = before;
    for (let k = 0; k < rest; k++) state = stepLanes(state);
  }
  v128.store64_lane(DITHER, state, 0);
}

function ditherEach(channels: i32, frames: i32): void {
  for (let c = 0; c < channels; c++) {
    let state = load<u32>(DITHER + (c << 2));
    let before = state;
    for (let i = 0; i < frames; i += 4) {
      const x = v128.load(INPUT + c * CHANNEL_BYTES + (i << 2));
      before = state;
      const first = step(state);
      const second = step(first);
      const third = step(second);
      state = step(third);
      let states = i32x4.splat(first);
      states = i32x4.replace_lane(states, 1, second);
      states = i32x4.replace_lane(states, 2, third);
      states = i32x4.replace_lane(states, 3, state);
      const q = quantizeDithered(x, states);
      if (channels == 1) v128.store64_lane(OUTPUT + (i << 1), i16x8.narrow_i32x4_s(q, q), 0);
      else storeStrided(channels, c, i, q);
    }
    const rest = frames & 3;
    if (rest != 0) {
      state = before;
      for (let k = 0; k < rest; k++) state = step(state);
    }
    store<u32>(DITHER + (c << 2), state);
  }
}

/** Returns four integers, not yet clipped to 16 bits; NaN becomes 0. Saturating narrowing clips them later. */
function quantizeExact(x: v128, positiveScale: f32): v128 {
  const positive = f32x4.gt(x, f32x4.splat(0));
  const scale = v128.bitselect(f32x4.splat(positiveScale), f32x4.splat(32768), positive);
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x, scale)));
}

/** Like `quantizeExact`, with the noise of four generator states added in f32. */
function quantizeDithered(x: v128, states: v128): v128 {
  const sum = f32x4.add(f32x4.mul(x, f32x4.splat(32768)), noise(states));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum));
}

/** Clips four frames of one channel and writes each to its position in the interleaved output. */
function storeStrided(channels: i32, channel: i32, frame: i32, samples: v128): void {
  const clipped = i16x8.narrow_i32x4_s(samples, samples);
  const stride = channels << 1;
  const at = OUTPUT + frame * stride + (channel << 1);
  v128.store16_lane(at, clipped, 0);
  v128.store16_lane(at + stride, clipped, 1);
  v128.store16_lane(at + 2 * stride, clipped, 2);
  v128.store16_lane(at + 3 * stride, clipped, 3);
}
