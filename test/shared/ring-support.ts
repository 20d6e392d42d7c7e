import { RING_WORD, ringWords } from '../../src/shared/capture/capture-ring.ts';

/** Cursors at which a 32-bit count is about to change its sign (2^31) and to start again (2^32). */
export const WRAPS = { 'the start': 0, '2^31': 2 ** 31 - 300, '2^32': -300 } as const;

/** Makes an empty ring look as if `cursor` frames had passed through it. */
export function presetCursors(ring: SharedArrayBuffer, cursor: number): void {
  const words = ringWords(ring);
  words[RING_WORD.write] = cursor;
  words[RING_WORD.read] = cursor;
}

/**
 * A block of `frames` frames per channel: the whole numbers after `first`, positive in even channels and negative in
 * odd ones.
 */
export function countingBlock(first: number, frames: number, channels: number): Float32Array[] {
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (__, i) => (first + i + 1) * (channel % 2 === 0 ? 1 : -1)),
  );
}
