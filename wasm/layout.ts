/*
 * The layout of linear memory. Nothing is ever allocated and memory never grows, so a view that was created once stays
 * valid.
 *
 *     1,024  sums of squares   8 channels × 8 bytes (f64)
 *     1,088  peaks             8 channels × 8 bytes (f64)
 *     1,152  clipped counts    8 channels × 4 bytes (u32)
 *     1,184  dither states     8 channels × 4 bytes (u32)
 *     4,096  columns           34 columns × 8 channels × 4 values × 8 bytes (f64) = 8,704
 *    65,536  input             8 channels × 8,192 frames × 4 bytes = 262,144
 *   327,680  output            8,192 frames × 8 channels × 4 bytes = 262,144
 *   589,824  end               9 pages of 65,536
 *
 * Kernels work on full vectors. 8,192 is a multiple of 16, so the last vector may read and write past the frames asked
 * for, but never past its area. No kernel needs a scalar tail.
 */

export const MAX_CHANNELS: i32 = 8;
export const MAX_FRAMES: i32 = 8192;

export const SUMS: i32 = 1024;
export const PEAKS: i32 = 1088;
export const CLIPPED: i32 = 1152;
export const DITHER: i32 = 1184;
export const COLUMNS: i32 = 4096;
export const INPUT: i32 = 65536;
export const OUTPUT: i32 = 327680;

/** One channel of input: 8,192 frames × 4 bytes. */
export const CHANNEL_BYTES: i32 = 32768;

/** Bits of a source grid; see `sourceGrid`. */
export const ASYMMETRIC: i32 = 1;
export const SYMMETRIC: i32 = 2;

/** All bits set in the lanes before `count`: 1 to 4 keeps that many lanes, more keeps all. */
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}
