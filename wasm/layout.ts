/*
 * The layout of linear memory. Nothing is ever allocated and memory never grows, so a view that was created once stays
 * valid.
 *
 *     1,024  sums of squares   8 channels × 8 bytes (f64)
 *     1,088  peaks             8 channels × 8 bytes (f64)
 *     1,152  clipped counts    8 channels × 4 bytes (u32)
 *     1,184  dither states     8 channels × 4 bytes (u32)
 *     1,216  weighted squares  8 channels × 8 bytes (f64)
 *     1,280  true peaks        8 channels × 8 bytes (f64)
 *     1,408  true-peak taps    3 × 10 × 4 bytes (f32): half; even and odd part of the quarters
 *     1,536  edge              history and first 20 frames of one channel, 2 × 80 bytes, and 16 to read past it
 *     2,048  K-weighting       8 × 8 bytes (f64): the shelf's b0, b1, b2, a1, a2; the high-pass's a1, a2; unused
 *     2,112  its states        4 pairs of channels × 4 × 16 bytes (f64)
 *     2,368  true-peak past    8 channels × 20 × 4 bytes (f32)
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
export const WEIGHTED: i32 = 1216;
export const TRUE_PEAKS: i32 = 1280;
export const TRUE_PEAK_TAPS: i32 = 1408;
export const EDGE: i32 = 1536;
export const WEIGHTING: i32 = 2048;
export const WEIGHTING_STATE: i32 = 2112;
export const HISTORY: i32 = 2368;
export const COLUMNS: i32 = 4096;
export const INPUT: i32 = 65536;
export const OUTPUT: i32 = 327680;

/** One channel of input: 8,192 frames × 4 bytes. */
export const CHANNEL_BYTES: i32 = 32768;

/** Length of the true-peak filters, and the samples of each channel that they keep. */
export const HISTORY_FRAMES: i32 = 20;

/** Bits of a source grid; see `sourceGrid`. */
export const ASYMMETRIC: i32 = 1;
export const SYMMETRIC: i32 = 2;

/** All bits set in the lanes before `count`: 1 to 4 keeps that many lanes, more keeps all. */
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}
