import { expect } from 'playwright/test';
import type { Ledger } from '../../src/shared/ledger.ts';
import { alignToSource } from './align.ts';
import type { Stereo } from './pcm16.ts';
import { sourceSamples } from './source-samples.ts';
import { readWav } from './wav.ts';

/** A block of the audio thread: so much of a take may be silence from before the microphone delivered. */
const BLOCK_FRAMES = 128;

/**
 * The take holds the source's own samples, bit for bit, in order, none missing. Chromium itself inserts buffers of
 * zeros now and then: each must stand in the ledger at its exact frame and length, and nothing else may.
 */
export function assertExact(
  wavPath: string,
  source: Stereo,
  ledger: Ledger,
): { frames: number; zeroRuns: number } {
  const wav = readWav(wavPath);
  const take = sourceSamples(wavPath);
  const found = alignToSource(take, [source.left, source.right]);
  expect(found.mismatchAt, 'no sample differs').toBeUndefined();
  expect(found.missing, 'no frame is missing').toEqual([]);
  expect(found.leadingZeros).toBeLessThan(BLOCK_FRAMES);
  expect(found.trailingZeros).toBe(0);
  expect(ledger.captured).toBe(wav.frames);
  expect(ledger.journaled).toBe(wav.frames);
  expect(ledger.lost).toBe(0);
  expect(ledger.gaps, 'the ledger names every run of zeros that was inserted, and nothing else').toEqual(
    found.insertedZeroRuns.map(({ atTakeFrame, frames }) => ({ frame: atTakeFrame, frames, kind: 'zeros' })),
  );
  return { frames: wav.frames, zeroRuns: found.insertedZeroRuns.length };
}
