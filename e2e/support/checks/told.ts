import { expect } from 'playwright/test';
import type { Gap } from '../../../src/shared/take/ledger.ts';
import type { MissingFrames } from './align.ts';

/** What the browser drops it drops in the seconds before it can be noticed. */
const WITHIN_SECONDS = 3;

/**
 * No sample is lost without being reported: the ledger tells of every place where the source's frames are missing, and
 * of no fewer frames than are missing.
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
