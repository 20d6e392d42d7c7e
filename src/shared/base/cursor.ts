/**
 * Cursors in shared memory are 32-bit frame counts that wrap (24.8 h at 48 kHz). They are only compared by their
 * wrapped difference. Totals are plain numbers, exact to 2^53.
 */

/** Frames from `from` to `to`, both 32-bit cursors less than 2^31 frames apart. */
export function cursorDistance(from: number, to: number): number {
  return (to - from) | 0;
}

/** The 32-bit cursor `frames` after `cursor`. `frames` may be a total of any size. */
export function cursorAdvance(cursor: number, frames: number): number {
  return (cursor + (frames % 0x1_0000_0000)) | 0;
}

/** The total that `cursor` stands for. `nearTotal` must be less than 2^31 frames away from it. */
export function unwrapCursor(nearTotal: number, cursor: number): number {
  return nearTotal + cursorDistance(cursorAdvance(0, nearTotal), cursor);
}
