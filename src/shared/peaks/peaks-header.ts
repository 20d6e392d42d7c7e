import { COLUMN_FRAMES, COLUMN_WORDS, columnCount, LEVEL_FACTOR, LEVELS } from './peak-column.ts';

/*
 * `peaks.bin`, little-endian:
 *
 *     0   "CPKS"
 *     4   u16  version: 1
 *     6   u16  channels
 *     8   f64  frames that the columns certainly describe
 *     16  u32  sample rate
 *     20  u16  frames of a column of level 0: 256
 *     22  u16  factor between two levels: 16
 *     24  u32  levels: 1 while the file grows, 4 once it is complete
 *     28  u32  FNV-1a of bytes 0 to 27
 *     32       the columns of level 0, then those of level 1 and so on; see `peak-column.ts`
 *
 * While a take is recorded, level 0 is only appended to, and the header follows after what it tells was flushed. The
 * coarser levels are a function of level 0. They are written once, at the end: a sixteenth more.
 */

export const PEAKS_HEADER_BYTES = 32;

const MAGIC = 0x53_4b_50_43; // "CPKS"
const VERSION = 1;

export interface PeaksShape {
  /** 1 to 8. */
  readonly channels: number;
  /** In Hz. */
  readonly sampleRate: number;
}

export interface PeaksExtent {
  /** Frames that the columns of level 0 describe. Only a complete file may end within a column. */
  readonly frames: number;
  /** Whether the coarser levels follow. */
  readonly complete: boolean;
}

export function writePeaksHeader(
  { channels, sampleRate }: PeaksShape,
  { frames, complete }: PeaksExtent,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(PEAKS_HEADER_BYTES));
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, VERSION, true);
  view.setUint16(6, channels, true);
  view.setFloat64(8, frames, true);
  view.setUint32(16, sampleRate, true);
  view.setUint16(20, COLUMN_FRAMES, true);
  view.setUint16(22, LEVEL_FACTOR, true);
  view.setUint32(24, complete ? LEVELS : 1, true);
  view.setUint32(28, checkWord(view), true);
  return new Uint8Array(view.buffer);
}

/**
 * What a file of `fileBytes` bytes certainly holds. Undefined if it was not written for this shape, by this version, or
 * if its header is torn or tells of more than the file has.
 */
export function readPeaksHeader(
  header: Uint8Array,
  shape: PeaksShape,
  fileBytes: number,
): PeaksExtent | undefined {
  if (header.length < PEAKS_HEADER_BYTES) return undefined;
  const view = new DataView(header.buffer, header.byteOffset, PEAKS_HEADER_BYTES);
  const extent = { frames: view.getFloat64(8, true), complete: view.getUint32(24, true) === LEVELS };
  // A valid header equals, byte for byte, what would be written for what it tells.
  if (!Number.isSafeInteger(extent.frames) || extent.frames < 0) return undefined;
  if (!writePeaksHeader(shape, extent).every((byte, i) => byte === header[i])) return undefined;
  const end = levelOffset(shape.channels, extent.frames, extent.complete ? LEVELS : 1);
  if (extent.complete ? fileBytes !== end : fileBytes < end) return undefined;
  return extent;
}

/** Bytes of one column. */
export function columnBytes(channels: number): number {
  return channels * COLUMN_WORDS * 2;
}

/** Where the columns of `level` begin in a complete file of `frames` frames; for `LEVELS`, where the file ends. */
export function levelOffset(channels: number, frames: number, level: number): number {
  let columns = 0;
  for (let below = 0; below < level; below++) columns += columnCount(frames, below);
  return PEAKS_HEADER_BYTES + columns * columnBytes(channels);
}

/** FNV-1a, 32 bits (draft-eastlake-fnv-17, section 2), of all bytes before the check word. */
function checkWord(view: DataView): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < PEAKS_HEADER_BYTES - 4; at++) {
    hash = Math.imul(hash ^ view.getUint8(at), 0x0100_0193);
  }
  return hash >>> 0;
}
