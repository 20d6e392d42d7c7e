import { expect } from 'playwright/test';
import type { GapKind } from '../../../src/shared/take/ledger.ts';
import { gapCause } from '../../../src/ui/text/gap-text.ts';
import { validate } from '../../support/files/validators.ts';
import type { WebKitApp } from './app.ts';
import { followMicrophone, QUANTUM, type MicrophoneReport } from './bip-bop.ts';

/** Records a take of `seconds` seconds as WAV, and checks that it is the mock microphone's sound without a break. */
export async function recordUnbroken(
  app: WebKitApp,
  name: string,
  seconds: number,
): Promise<MicrophoneReport> {
  const asked = Date.now();
  await app.record(name);
  await app.untilElapsed(seconds);
  await app.stop(name);
  const longest = (Date.now() - asked) / 1000;
  const report = await expectUnbroken(app, name);
  expect(report.seconds).toBeGreaterThan(seconds - 0.1);
  expect(report.seconds).toBeLessThan(longest);
  return report;
}

/** Checks the take `name`. `cuts` is the number of times it was paused, `file` the label of its WAV if it has others. */
export async function expectUnbroken(
  app: WebKitApp,
  name: string,
  { cuts = 0, file }: { readonly cuts?: number; readonly file?: RegExp } = {},
): Promise<MicrophoneReport> {
  const wav = await app.download(name, 'wav', file);
  expect((await validate(wav, 'wav')).problems).toEqual([]);
  const report = followMicrophone(wav);
  expect(report.breaks).toHaveLength(cuts);
  expect((report.filledIn.length * QUANTUM) / report.frames).toBeLessThan(MOST_FILLED_IN);
  const told = await app.details(name);
  const count = report.frames.toLocaleString('en');
  expect(told).toContain(`${count} of ${count}`);
  for (const kind of NEVER) expect(told).not.toContain(gapCause({ kind, frame: 0, frames: 0 }));
  return report;
}

/** The highest share of filled-in quanta that passes. On a busy machine 1.5 % was seen; silence would be all of it. */
const MOST_FILLED_IN = 0.1;

/**
 * Gaps that the page must never report. A busy machine delays the audio clock and this microphone, and the page then
 * reports lost time or suspected dropouts. Those are accepted, as in Firefox. This does not check that the page reports
 * every filled-in quantum.
 */
const NEVER: readonly GapKind[] = ['overrun', 'clock-jump', 'no-input', 'source', 'storage'];
