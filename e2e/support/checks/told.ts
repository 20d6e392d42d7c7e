import { expect } from 'playwright/test';
import type { Gap } from '../../../src/shared/take/ledger.ts';
import type { MissingFrames } from './align.ts';

/**
 * The browser drops frames in the seconds before the loss can be noticed: a gap is noted within this time of the frames
 * it reports.
 */
const WITHIN_SECONDS = 3;

/**
 * Asserts that no sample is lost without being reported: the ledger has a gap near every place where source frames are
 * missing, and reports at least as many frames as are missing.
 */
export function expectMissingIsTold(
  missing: readonly MissingFrames[],
  gaps: readonly Gap[],
  sampleRate: number,
): void {
  const told = `the ledger tells of ${JSON.stringify(gaps)}, missing is ${JSON.stringify(missing)}`;
  const notes = gaps.filter(({ kind }) => kind !== 'zeros' && kind !== 'muted');
  for (const { atTakeFrame } of missing) {
    const near = notes.some(({ frame }) => Math.abs(frame - atTakeFrame) < WITHIN_SECONDS * sampleRate);
    expect(near, `noted within ${WITHIN_SECONDS} s of frame ${atTakeFrame}; ${told}`).toBe(true);
  }
  expect(missingFrames(missing), told).toBeLessThanOrEqual(framesOf(notes));
}

export function framesOf(gaps: readonly { readonly frames: number }[]): number {
  return gaps.reduce((sum, { frames }) => sum + frames, 0);
}

export function missingFrames(missing: readonly MissingFrames[]): number {
  return missing.reduce((sum, { sourceFrames }) => sum + sourceFrames, 0);
}
