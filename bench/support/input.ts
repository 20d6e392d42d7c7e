import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CANONICAL_HEADER_BYTES, canonicalHeader } from '../../e2e/support/files/canonical-header.ts';
import { Random } from '../../e2e/support/signals/random.ts';
import { signalFile, SIGNAL_RATE } from '../../e2e/support/signals/signals.ts';

const SAMPLE_RATE = 48000;
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
 * Makes the music that every encoder gets: the samples of the e2e music, taken as 48 kHz, with eight bits of noise
 * below their 16, so that no encoder profits from empty low bits.
 *
 * @param micSeconds the least length of the microphone's file
 */
export async function benchInput(seconds: number, micSeconds: number, folder: string): Promise<BenchInput> {
  const music = await signalFile({
    kind: 'music',
    seconds: Math.max(Math.ceil((seconds * SAMPLE_RATE) / SIGNAL_RATE), micSeconds),
    seed: SEED,
  });
  const random = new Random(SEED);
  const frames = seconds * SAMPLE_RATE;
  const bytes = Buffer.alloc(CANONICAL_HEADER_BYTES + frames * FRAME_BYTES);
  canonicalHeader({ sampleRate: SAMPLE_RATE, channels: 2, bits: 24 }, frames).copy(bytes);
  for (let i = 0; i < frames; i++) {
    const at = CANONICAL_HEADER_BYTES + i * FRAME_BYTES;
    bytes.writeIntLE(music.left[i]! * 256 + random.integer(0, 255), at, 3);
    bytes.writeIntLE(music.right[i]! * 256 + random.integer(0, 255), at + 3, 3);
  }
  mkdirSync(folder, { recursive: true });
  const wavFile = join(folder, 'input.wav');
  writeFileSync(wavFile, bytes);
  return { wavFile, micFile: music.path, seconds };
}
