import { closeSync, openSync, writeSync } from 'node:fs';
import { canonicalHeader } from '../files/canonical-header.ts';
import { SIGNAL_RATE } from './pcm16.ts';

const FRAME_BYTES = 4;
const FRAMES_PER_WRITE = 1 << 18;

/**
 * Writes the only kind of file that Chromium's `--use-file-for-fake-audio-capture` delivers bit for bit: the canonical
 * 44-byte header, 44.1 kHz, 16 bits, stereo. Chromium resamples any other rate, and it plays silence for a file that it
 * cannot read.
 */
export function writeMicWav(path: string, left: Int16Array, right: Int16Array): void {
  if (left.length !== right.length)
    throw new RangeError(`left has ${left.length} frames, right ${right.length}`);
  const file = openSync(path, 'w');
  try {
    writeSync(file, canonicalHeader({ sampleRate: SIGNAL_RATE, channels: 2, bits: 16 }, left.length));
    const block = Buffer.alloc(Math.min(FRAMES_PER_WRITE, left.length) * FRAME_BYTES);
    for (let start = 0; start < left.length; start += FRAMES_PER_WRITE) {
      const frames = Math.min(FRAMES_PER_WRITE, left.length - start);
      for (let i = 0; i < frames; i++) {
        block.writeInt16LE(left[start + i]!, i * FRAME_BYTES);
        block.writeInt16LE(right[start + i]!, i * FRAME_BYTES + 2);
      }
      writeFully(file, block.subarray(0, frames * FRAME_BYTES));
    }
  } finally {
    closeSync(file);
  }
}

function writeFully(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
