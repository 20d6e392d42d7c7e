/*
 * A column describes some frames of a take, for drawing: three 16-bit words per channel, one channel after another.
 *
 *     word 0  minimum, signed, 32768 = full scale
 *     word 1  maximum, signed, 32768 = full scale; 32767 stands for full scale and beyond
 *     word 2  RMS in the low 15 bits, 32767 = full scale; the top bit is set if a sample clipped
 *
 * 16 bits are 96 dB. A display of 1,000 pixels shows 60 dB, so nothing finer would be seen.
 */

/** Frames of a column of level 0. */
export const COLUMN_FRAMES = 256;
/** A column of a level describes as many columns of the level below it. */
export const LEVEL_FACTOR = 16;
/** Levels 0 to 3: 256, 4,096, 65,536 and 1,048,576 frames a column. */
export const LEVELS = 4;
/** 16-bit words of a column, per channel. */
export const COLUMN_WORDS = 3;

const RMS_BITS = 0x7fff;
const CLIPPED_BIT = 0x8000;

/** Columns, packed one after another. */
export type PackedColumns = Int16Array<ArrayBuffer>;

/** Frames of a column of `level`. */
export function columnFrames(level: number): number {
  return COLUMN_FRAMES * LEVEL_FACTOR ** level;
}

/** Columns of `level` that describe `frames` frames. The last one may describe fewer frames than the others. */
export function columnCount(frames: number, level: number): number {
  return Math.ceil(frames / columnFrames(level));
}

/** Packs one channel of a column at word `at`. `minimum`, `maximum` and `rms`: 1 = full scale. */
export function packChannel(
  target: Int16Array,
  at: number,
  minimum: number,
  maximum: number,
  rms: number,
  clipped: boolean,
): void {
  target[at] = toWord(minimum);
  target[at + 1] = toWord(maximum);
  packRms(target, at + 2, rms, clipped);
}

/** The RMS in a column's third word: 0 to 1 = full scale. */
export function rmsOf(word: number): number {
  return (word & RMS_BITS) / RMS_BITS;
}

/** Whether the third word of a column says that a sample clipped. */
export function isClipped(word: number): boolean {
  return (word & CLIPPED_BIT) !== 0;
}

/**
 * Writes the column that describes `count` columns of `source` at column `at` of `target`. The RMS is the root of the
 * mean square of theirs. `source` must have at least one of them.
 */
export function mergeColumns(
  target: Int16Array,
  at: number,
  source: Int16Array,
  from: number,
  count: number,
  channels: number,
): void {
  const stride = channels * COLUMN_WORDS;
  for (let word = 0; word < stride; word += COLUMN_WORDS) {
    let minimum = 32767;
    let maximum = -32768;
    let squares = 0;
    let clipped = false;
    for (let column = from; column < from + count; column++) {
      const base = column * stride + word;
      const third = source[base + 2]!;
      minimum = Math.min(minimum, source[base]!);
      maximum = Math.max(maximum, source[base + 1]!);
      squares += rmsOf(third) ** 2;
      clipped ||= isClipped(third);
    }
    const into = at * stride + word;
    target[into] = minimum;
    target[into + 1] = maximum;
    packRms(target, into + 2, Math.sqrt(squares / count), clipped);
  }
}

function packRms(target: Int16Array, at: number, rms: number, clipped: boolean): void {
  target[at] = Math.round(Math.min(1, rms) * RMS_BITS) | (clipped ? CLIPPED_BIT : 0);
}

function toWord(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value * 32768)));
}
