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
 * zeros now and then: each must stand in the ledger at its exact frame and length, and nothing else of its samples may. Notes that
 * the machine was late (`held-up`) are let pass here; `exact.spec.ts` alone asserts that there are none.
 * @param end `silent`: the microphone went away, and a browser may deliver zeros until it says so
 */
export function assertExact(
  wavPath: string,
  source: Stereo,
  ledger: Ledger,
  end: 'live' | 'silent' = 'live',
): { frames: number; zeroRuns: number } {
  const wav = readWav(wavPath);
  const take = sourceSamples(wavPath);
  const found = alignToSource(take, [source.left, source.right]);
  const told = `the ledger tells of ${JSON.stringify(ledger.gaps)}`;
  expect(found.mismatchAt, `no sample differs; ${told}`).toBeUndefined();
  expect(found.missing, `no frame is missing; ${told}`).toEqual([]);
  expect(found.leadingZeros).toBeLessThan(BLOCK_FRAMES);
  expect(found.trailingZeros).toBe(0);
  const last = found.insertedZeroRuns.at(-1);
  const silentEnd = last !== undefined && last.atTakeFrame + last.frames === wav.frames;
  const inserted =
    silentEnd && end === 'silent' ? found.insertedZeroRuns.slice(0, -1) : found.insertedZeroRuns;
  expect(ledger.captured).toBe(wav.frames);
  expect(ledger.journaled).toBe(wav.frames);
  expect(ledger.lost, told).toBe(0);
  // That the machine was late is no statement on a sample: nothing is missing here.
  const ofSamples = ledger.gaps.filter(({ kind }) => kind !== 'held-up');
  expect(ofSamples, 'the ledger names every run of zeros that was inserted, and nothing else').toEqual(
    inserted.map(({ atTakeFrame, frames }) => ({ frame: atTakeFrame, frames, kind: 'zeros' })),
  );
  return { frames: wav.frames, zeroRuns: inserted.length };
}
