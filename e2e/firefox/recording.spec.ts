import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'playwright/test';
import { only } from '../support/browser/app.ts';
import { mustRun } from '../support/browser/run.ts';
import { validate } from '../support/files/validators.ts';
import { readWav } from '../support/files/wav.ts';
import { FirefoxApp } from './support/app.ts';
import { inFirefox } from './support/studio.ts';
import { assertSine, sineFaults } from './support/sine.ts';

test('@quick takes in a row, in every sample format, the first one by the first click while the output sleeps: each frame of the microphone’s is there, none altered', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await keepTracks(app);
    await studio.pulse?.untilAsleep();
    for (const quality of ['16-bit', '24-bit', '32-bit float']) {
      await app.choose('WAV', quality);
      await app.record(quality);
      await app.untilElapsed(2);
      await app.stop(quality);
      await expect.poll(() => anyTrackOpen(app), { message: 'the microphone is closed' }).toBe(false);
      const wav = await app.fetch('audio.wav');
      expect((await validate(wav, 'wav')).problems).toEqual([]);
      const { ledger } = only(await app.events(), 'stopped');
      if (quality === '16-bit') expect(sineFaults(wav, ledger)).toEqual([]);
      const frames = assertSine(wav, ledger);
      expect(frames / 44_100).toBeGreaterThan(1.9);
    }
  }));

for (const sampleRate of [48_000, 96_000]) {
  test(`an output at ${sampleRate} Hz: the take is at that rate, and exact`, () =>
    inFirefox({ sound: { sampleRate } }, async (studio) => {
      const app = await FirefoxApp.open(studio);
      await app.choose('WAV', '24-bit');
      await app.record('Rate');
      await app.untilElapsed(2);
      await app.stop('Rate');
      const wav = await app.fetch('audio.wav');
      expect(readWav(wav).sampleRate).toBe(sampleRate);
      assertSine(wav, only(await app.events(), 'stopped').ledger);
    }));
}

test('paused, nothing is kept, and the cut is at the frame that the log tells', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '24-bit');
    await app.record('Paused');
    await app.untilElapsed(1);
    await app.press('Pause');
    await app.shown({ role: 'button', name: 'Resume' });
    const at = await app.elapsedSeconds();
    await sleep(1500);
    expect((await app.elapsedSeconds()) - at).toBeLessThan(0.2);
    await app.press('Resume');
    await app.untilElapsed(at + 1);
    await app.stop('Paused');
    const events = await app.events();
    const { frame } = only(events, 'paused');
    expect(only(events, 'resumed').frame).toBe(frame);
    const frames = assertSine(await app.fetch('audio.wav'), only(events, 'stopped').ledger, [frame]);
    expect(frames / 44_100).toBeLessThan(at + 2.5);
  }));

test('markers become cue points of the WAV, at their frames', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '24-bit');
    await app.record('Marked');
    for (const second of [0.5, 1]) {
      await app.untilElapsed(second);
      await studio.page.keyboard.press('m');
    }
    await app.untilElapsed(1.5);
    await app.press('Mark');
    await app.stop('Marked');
    const events = await app.events();
    const frames = events.flatMap((event) => (event.type === 'marker' ? [event.frame] : []));
    expect(frames).toHaveLength(3);
    expect(frames[0]).toBeGreaterThanOrEqual(0.45 * 44_100);
    const wav = await app.fetch('audio.wav');
    const { stdout } = await mustRun('sndfile-info', [wav]);
    expect([...stdout.matchAll(/Offset\s*:?\s*(\d+)/g)].map(([, offset]) => Number(offset))).toEqual(frames);
    assertSine(wav, only(events, 'stopped').ledger);
  }));

test('on standby, a take begins before the click, and the microphone closes when told', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await keepTracks(app);
    await app.choose('WAV', '24-bit');
    await app.press('Settings');
    await app.select('Pre-roll', '2 s');
    await app.press('Done');
    await app.click({ role: 'switch', name: 'Microphone on standby' });
    await app.says({ role: 'page' }, 'listening');
    await sleep(2500);
    const beforeRecord = Date.now();
    await app.record('Early');
    const afterRecord = Date.now();
    await app.untilElapsed(3);
    const beforeStop = Date.now();
    await app.stop('Early');
    const seconds =
      assertSine(await app.fetch('audio.wav'), only(await app.events(), 'stopped').ledger) / 44_100;
    // Two seconds more than the time between the two clicks.
    expect(seconds).toBeGreaterThan(2 + (beforeStop - afterRecord) / 1000 - 0.1);
    expect(seconds).toBeLessThan(2 + (Date.now() - beforeRecord) / 1000);
    expect(await anyTrackOpen(app)).toBe(true);
    await app.click({ role: 'switch', name: 'Microphone on standby' });
    await expect.poll(() => anyTrackOpen(app)).toBe(false);
  }));

test('the page blocked for 10 s: not one sample lost', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '24-bit');
    await app.record('Blocked');
    await app.untilElapsed(1);
    await studio.page.evaluate(() => {
      const until = performance.now() + 10_000;
      while (performance.now() < until);
    });
    await app.untilElapsed(12);
    await app.stop('Blocked');
    const frames = assertSine(await app.fetch('audio.wav'), only(await app.events(), 'stopped').ledger);
    expect(frames / 44_100).toBeGreaterThan(11.9);
  }));

test('the page hidden for 10 s: not one sample lost', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '24-bit');
    await app.record('Hidden');
    await app.untilElapsed(1);
    const other = await studio.page.browser().newPage();
    await other.bringToFront();
    await expect.poll(() => studio.page.evaluate(() => document.visibilityState)).toBe('hidden');
    await sleep(10_000);
    expect(await studio.page.evaluate(() => document.visibilityState)).toBe('hidden');
    await studio.page.bringToFront();
    await app.untilElapsed(12);
    await app.stop('Hidden');
    const frames = assertSine(await app.fetch('audio.wav'), only(await app.events(), 'stopped').ledger);
    expect(frames / 44_100).toBeGreaterThan(11.9);
  }));

/** Makes the page remember every track that it opens from now on. */
async function keepTracks({ studio: { page } }: FirefoxApp): Promise<void> {
  await page.evaluate(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const open = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (constraints) {
      const stream = await open.call(this, constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

function anyTrackOpen({ studio: { page } }: FirefoxApp): Promise<boolean> {
  return page.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks.some(
      ({ readyState }) => readyState === 'live',
    ),
  );
}
