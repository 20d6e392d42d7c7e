import { expect } from 'playwright/test';
import type { Ledger } from '../../../src/shared/take/ledger.ts';
import { alignToSource, type Alignment } from './align.ts';
import type { Stereo } from '../signals/pcm16.ts';
import { sourceSamples } from '../signals/source-samples.ts';
import { expectMissingIsTold } from './told.ts';
import { readWav } from '../files/wav.ts';

/**
 * Frames in a block of the audio thread. A take begins with fewer zero frames than this, from before the microphone
 * delivered.
 */
const BLOCK_FRAMES = 128;
/** A microphone that is removed delivers zeros until the browser reports that it is gone. */
const MAX_SILENT_END_SECONDS = 0.1;

interface Exactness {
  readonly frames: number;
  /** Runs of zeros that the browser inserted. */
  readonly zeroRuns: number;
}

/**
 * Asserts that the take contains the source's own samples, bit for bit, in order, none missing. Chromium itself inserts
 * buffers of zeros now and then: each must be in the ledger with its exact frame and length. The ledger may also report
 * clocks that were late or stood still: under load a fake microphone's clock does that, and its file continues where it
 * stopped. Only `exact.spec.ts` rules this out.
 */
export function assertExact(wavPath: string, source: Stereo, ledger: Ledger): Exactness {
  const { found, ...exactness } = assertTold(wavPath, source, ledger);
  const told = `the ledger tells of ${JSON.stringify(ledger.gaps)}`;
  expect(found.missing, `no frame is missing; ${told}`).toEqual([]);
  return exactness;
}

/**
 * Asserts that the take contains the source's own samples, bit for bit, in order. Every inserted run of zeros must be
 * in the ledger with its exact frame and length, and all missing frames must be reported there too. This is for tests
 * that run beside others: a machine that starts a browser delays the audio thread of another, which then drops what it
 * cannot hold.
 * @param end `silent`: the microphone went away, which the page reports, and the take may end with a moment of zeros
 */
export function assertTold(
  wavPath: string,
  source: Stereo,
  ledger: Ledger,
  end: 'live' | 'silent' = 'live',
): Exactness & { readonly found: Alignment } {
  const wav = readWav(wavPath);
  const found = alignToSource(sourceSamples(wavPath), [source.left, source.right]);
  const told = `the ledger tells of ${JSON.stringify(ledger.gaps)}`;
  expect(found.mismatchAt, `no sample differs; ${told}`).toBeUndefined();
  expectMissingIsTold(found.missing, ledger.gaps, wav.sampleRate);
  expect(found.leadingZeros).toBeLessThan(BLOCK_FRAMES);
  expect(found.trailingZeros).toBe(0);
  const last = found.insertedZeroRuns.at(-1);
  const silentEnd = last !== undefined && last.atTakeFrame + last.frames === wav.frames;
  if (silentEnd) expect(last.frames / wav.sampleRate).toBeLessThan(MAX_SILENT_END_SECONDS);
  const inserted =
    silentEnd && end === 'silent' ? found.insertedZeroRuns.slice(0, -1) : found.insertedZeroRuns;
  expect(ledger.captured).toBe(wav.frames);
  expect(ledger.journaled).toBe(wav.frames);
  const zeros = ledger.gaps.filter(({ kind }) => kind === 'zeros');
  expect(zeros, `the ledger names every inserted run of zeros; ${told}`).toEqual(
    inserted.map(({ atTakeFrame, frames }) => ({ frame: atTakeFrame, frames, kind: 'zeros' })),
  );
  return { frames: wav.frames, zeroRuns: inserted.length, found };
}
