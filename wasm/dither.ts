import { DITHER, MAX_CHANNELS } from './layout';

/*
 * TPDF dither of ±1 LSB. Each channel has its own xorshift32 generator (Marsaglia 2003, shifts 13, 17, 5), which takes
 * one step per dithered frame. The two 16-bit halves of the new state are the two uniform variables. The noise
 * therefore depends on the seed, the channel and the number of dithered frames, but not on the block sizes.
 */

/** Seeds the generator of every channel; any 32-bit seed works. */
export function seedDither(seed: u32): void {
  for (let c = 0; c < MAX_CHANNELS; c++) {
    // Steps of the golden ratio through a bijective mixer, so that no two channels start with the same state.
    const state = mix(seed + (<u32>c + 1) * 0x9e3779b9);
    // Zero is the only state that xorshift cannot leave.
    store<u32>(DITHER + (c << 2), state == 0 ? 0x6d2b79f5 : state);
  }
}

/** The finalizer of MurmurHash3. */
function mix(value: u32): u32 {
  let h = value;
  h = (h ^ (h >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

export function step(state: u32): u32 {
  let x = state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return x;
}

/** One step in each lane. */
export function stepLanes(state: v128): v128 {
  let x = state;
  x = v128.xor(x, i32x4.shl(x, 13));
  x = v128.xor(x, i32x4.shr_u(x, 17));
  x = v128.xor(x, i32x4.shl(x, 5));
  return x;
}

/** Noise in LSB, above -1 and below 1 in steps of 1/65536; exact in f32. */
export function noise(states: v128): v128 {
  const difference = i32x4.sub(i32x4.shr_u(states, 16), v128.and(states, i32x4.splat(0xffff)));
  return f32x4.mul(f32x4.convert_i32x4_s(difference), f32x4.splat(1.0 / 65536.0));
}
