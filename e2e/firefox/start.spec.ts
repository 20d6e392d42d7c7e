import { expect, test } from 'playwright/test';
import { only } from '../support/browser/app.ts';
import type { PulseOptions } from '../support/sound/pulse.ts';
import { FirefoxApp } from './support/app.ts';
import { sineFaults } from './support/sine.ts';
import { inFirefox } from './support/studio.ts';

/**
 * Checks that a take started by the first click in a cold Firefox is its microphone's tone, unbroken from the first
 * sample to the last.
 */
function firstClick(sound: PulseOptions): Promise<void> {
  return inFirefox({ sound }, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '16-bit');
    await studio.pulse?.untilAsleep();
    await app.record('First');
    await app.untilElapsed(3);
    await app.stop('First');
    const { ledger } = only(await app.events(), 'stopped');
    expect(sineFaults(await app.fetch('audio.wav'), ledger)).toEqual([]);
  });
}

test('the first click while the output sleeps: the tone is unbroken from the first sample to the last', () =>
  firstClick({}));

test('the first click on an output that takes 2 s to open: the tone is unbroken from the first sample to the last', () =>
  firstClick({ opensLateSeconds: 2 }));

test('the first click on an output whose clock is 1,000 ppm fast: the tone is unbroken from the first sample to the last', () =>
  firstClick({ clockPpm: 1000 }));
