import { expect } from 'playwright/test';
import { lostFrames, type Ledger } from '../../../src/shared/take/ledger.ts';
import { OF_A_LATE_CLOCK } from '../../support/checks/late-clock.ts';
import { readWav, toMono } from '../../support/files/wav.ts';
import { SINE_HZ } from './firefox.ts';

const AMPLITUDE = 0.1;
const LSB = 1 / 32768;
/**
 * Each sample of a sine follows from the two before it: x[n] = 2 cos(w) x[n-1] - x[n-2]. Firefox truncates its sine to
 * 16 bits, which is off by less than one step per sample, and the take may round to 16 bits again. Together these are
 * under 6 steps; one missing frame gives 60 and more.
 */
const MOST_STEPS = 6;

/**
 * Asserts that the take is Firefox's sine without a break, apart from the take frames `cuts`, and that the ledger
 * accounts for every frame of it. Returns its length in frames.
 */
export function assertSine(path: string, ledger: Ledger, cuts: readonly number[] = []): number {
  const wav = readWav(path);
  expect(ledger).toMatchObject({ captured: wav.frames, journaled: wav.frames });
  // Firefox's fake microphone runs on the audio clock: when a busy machine starves that clock, the sine waits for it.
  // Then no frame of the sine is missing, but wall-clock time is, and the ledger has to report it.
  expect(ledger.gaps.filter(({ kind }) => !OF_A_LATE_CLOCK.includes(kind))).toEqual([]);
  expect(ledger.lost).toBe(lostFrames(ledger.gaps));
  expect(sineBreaks(path)).toEqual(cuts);
  return wav.frames;
}

/**
 * Reasons why the take is not Firefox's sine without a break from its first frame to its last, or why its ledger does
 * not account for every frame. Empty: it is.
 */
export function sineFaults(path: string, { captured, journaled, gaps }: Ledger): string[] {
  const { frames, samples } = readWav(path);
  const first = samples[0]!.findIndex((value) => value !== 0);
  if (first < 0) return [`${frames} frames of silence`];
  const breaks = sineBreaks(path);
  const told = gaps.map(({ kind, frame, frames }) => `${frames} ${kind} at ${frame}`).join(', ');
  return [
    // The sine itself never has more than one zero in a row.
    ...(first > 1 ? [`it begins with ${first} zeros`] : []),
    ...(breaks.length > 0
      ? [`the tone breaks at ${breaks.join(', ')}`, `the ledger tells of [${told}]`]
      : []),
    ...(captured === frames && journaled === frames
      ? []
      : [`of ${frames} frames, ${captured} were captured and ${journaled} journaled`]),
  ];
}

/**
 * Frames at which the sine does not continue from the frames before. Fails unless the mono mix of the file is a sine of
 * the expected amplitude, longer than 0.2 s.
 */
export function sineBreaks(path: string): number[] {
  const wav = readWav(path);
  const samples = toMono(wav);
  expect(wav.frames).toBeGreaterThan(0.2 * wav.sampleRate);
  expect(samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeCloseTo(AMPLITUDE, 3);
  const turn = 2 * Math.cos((2 * Math.PI * SINE_HZ) / wav.sampleRate);
  const breaks: number[] = [];
  for (let i = 2; i < samples.length; i++) {
    const off = Math.abs(samples[i]! - turn * samples[i - 1]! + samples[i - 2]!);
    // A break shows in the two frames after it.
    if (off > MOST_STEPS * LSB && breaks.at(-1) !== i - 1) breaks.push(i);
  }
  return breaks;
}
