import { expect } from 'playwright/test';
import type { Ledger } from '../../../src/shared/take/ledger.ts';
import { alignToSource } from './align.ts';
import { OF_A_LATE_CLOCK } from './late-clock.ts';
import type { Stereo } from '../signals/pcm16.ts';
import { sourceSamples } from '../signals/source-samples.ts';

export interface Unbroken {
  readonly frames: number;
  /** The source frame with which the take begins; -1 when the take was not found in the source. */
  readonly sourceOffset: number;
  /**
   * Reasons why the take is not one run of the source's samples, or why its ledger does not match that. Empty: it is
   * exact.
   */
  readonly faults: readonly string[];
}

/**
 * Compares the take with the source without any tolerance: from its first frame to its last it must be the source's own
 * samples, bit for bit, none missing, none inserted, no silence before or after. The ledger may then report only gaps
 * from the clock of a fake microphone, whose file waits for a busy machine.
 */
export function checkUnbroken(wavPath: string, source: Stereo, ledger: Ledger): Unbroken {
  const samples = sourceSamples(wavPath);
  const frames = samples[0]!.length;
  const found = alignToSource(samples, [source.left, source.right]);
  const { captured, journaled, gaps } = ledger;
  const noted = gaps.filter(({ kind }) => !OF_A_LATE_CLOCK.includes(kind));
  const faults = [
    ...(frames === 0 ? ['it is empty'] : []),
    ...(found.leadingZeros > 0 ? [`it begins with ${found.leadingZeros} zeros`] : []),
    ...(found.mismatchAt === undefined ? [] : [`frame ${found.mismatchAt} is not the source's`]),
    ...found.missing.map(
      ({ atTakeFrame, sourceFrames }) => `${sourceFrames} frames are missing at ${atTakeFrame}`,
    ),
    ...found.insertedZeroRuns.map(
      ({ atTakeFrame, frames }) => `${frames} zeros were put in at ${atTakeFrame}`,
    ),
    ...(found.trailingZeros > 0 ? [`it ends with ${found.trailingZeros} zeros`] : []),
  ];
  const told = gaps.map(({ kind, frame, frames }) => `${frames} ${kind} at ${frame}`).join(', ');
  if (faults.length > 0) faults.push(`the ledger tells of [${told}]`);
  else if (noted.length > 0) faults.push(`the take is exact, yet the ledger tells of [${told}]`);
  if (captured !== frames || journaled !== frames)
    faults.push(`of ${frames} frames, ${captured} were captured and ${journaled} journaled`);
  return { frames, sourceOffset: found.sourceOffset, faults };
}

/** Asserts that the take is unbroken. Returns its length in frames. */
export function assertUnbroken(wavPath: string, source: Stereo, ledger: Ledger): number {
  const { frames, faults } = checkUnbroken(wavPath, source, ledger);
  expect(faults).toEqual([]);
  return frames;
}
