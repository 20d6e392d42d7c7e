import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../e2e/support/random.ts';
import { signalFile, SIGNAL_RATE } from '../../e2e/support/signals.ts';

const SAMPLE_RATE = 48000;
const HEADER_BYTES = 44;
const FRAME_BYTES = 6;
const SEED = 48;

export interface BenchInput {
  /** 48 kHz, stereo, 24-bit PCM. */
  readonly wavFile: string;
  /** The same music at 44.1 kHz and 16 bits, for the fake microphone. */
  readonly micFile: string;
  readonly seconds: number;
}

/**
 * Music for every contestant: the e2e music's samples read as 48 kHz, with eight bits of noise below the 16, so that
 * no encoder profits from empty low bits.
 *
 * @param micSeconds how long the microphone's file must be at least
 */
export async function benchInput(seconds: number, micSeconds: number, folder: string): Promise<BenchInput> {
  const music = await signalFile({
    kind: 'music',
    seconds: Math.max(Math.ceil((seconds * SAMPLE_RATE) / SIGNAL_RATE), micSeconds),
    seed: SEED,
  });
  const random = new Random(SEED);
  const frames = seconds * SAMPLE_RATE;
  const bytes = Buffer.alloc(HEADER_BYTES + frames * FRAME_BYTES);
  writeHeader(bytes, frames);
  for (let i = 0; i < frames; i++) {
    const at = HEADER_BYTES + i * FRAME_BYTES;
    bytes.writeIntLE(music.left[i]! * 256 + random.integer(0, 255), at, 3);
    bytes.writeIntLE(music.right[i]! * 256 + random.integer(0, 255), at + 3, 3);
  }
  mkdirSync(folder, { recursive: true });
  const wavFile = join(folder, 'input.wav');
  writeFileSync(wavFile, bytes);
  return { wavFile, micFile: music.path, seconds };
}

function writeHeader(bytes: Buffer, frames: number): void {
  const dataBytes = frames * FRAME_BYTES;
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(SAMPLE_RATE, 24);
  bytes.writeUInt32LE(SAMPLE_RATE * FRAME_BYTES, 28);
  bytes.writeUInt16LE(FRAME_BYTES, 32);
  bytes.writeUInt16LE(24, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
}
