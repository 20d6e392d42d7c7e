import { expect, test } from 'playwright/test';
import { only } from '../support/browser/app.ts';
import { CRASH_COST_MS } from '../support/checks/crash-cost.ts';
import { validate } from '../support/files/validators.ts';
import { readWav } from '../support/files/wav.ts';
import { FirefoxApp } from './support/app.ts';
import { assertSine, sineBreaks } from './support/sine.ts';
import { inFirefox } from './support/studio.ts';

test('@quick Firefox killed in mid-take: restarted, the take is there, exact up to 250 ms before the kill', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '24-bit');
    await app.record('Killed');
    await app.untilElapsed(3.5);
    const shown = await app.elapsedSeconds();
    await studio.killAndRestart();

    await FirefoxApp.open(studio);
    const take = { role: 'listitem', name: 'Killed' } as const;
    await app.says(take, 'Recovered');
    await app.shown({ role: 'button', name: 'Play Killed', within: take });
    const wav = await app.fetch('audio.wav');
    expect((await validate(wav, 'wav')).problems).toEqual([]);
    expect(sineBreaks(wav)).toEqual([]);
    const { frames, sampleRate } = readWav(wav);
    expect(frames / sampleRate).toBeGreaterThan(shown - CRASH_COST_MS / 1000);
    console.log(`${shown} s shown before the kill, ${(frames / sampleRate).toFixed(3)} s recovered`);

    await app.choose('WAV', '16-bit');
    await app.record('Afterwards');
    await app.untilElapsed(1);
    await app.stop('Afterwards');
    assertSine(await app.fetch('audio.wav'), only(await app.events(), 'stopped').ledger);
  }));

test('@quick without any audio output, the page says that the browser’s audio does not run', () =>
  inFirefox({ sound: null }, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.press('Record');
    await app.expectAlert('audio-clock-stalled', 20_000);
    await app.shown({ role: 'button', name: 'Record' });
    expect(await app.takeIds()).toEqual([]);
  }));

test('the microphone denied, the page says what to do, and so when it is tried again', () =>
  inFirefox({ microphone: 'denied' }, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.says({ role: 'page' }, 'Allow the microphone');
    await app.press('Try again');
    await app.expectAlert('mic-denied');
    await app.shown({ role: 'button', name: 'Record' });
    expect(await app.takeIds()).toEqual([]);
  }));

test('on a machine without any microphone, the page says so', () =>
  inFirefox({ microphone: 'real', sound: null }, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.press('Record');
    await app.expectAlert('mic-not-found');
    await app.shown({ role: 'button', name: 'Record' });
    expect(await app.takeIds()).toEqual([]);
  }));

test('the microphone pulled out in mid-take: the take goes on with the other one, and the log tells what is missing', () =>
  inFirefox({ microphone: 'real' }, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '16-bit');
    await app.record('Unplugged');
    await app.untilElapsed(2);
    await studio.pulse!.unplugMicrophone();
    await app.says({ role: 'page' }, 'Now recording from Monitor of Null Output', 20_000);
    await app.untilElapsed((await app.elapsedSeconds()) + 1);
    await app.stop('Unplugged');
    const wav = await app.fetch('audio.wav');
    expect((await validate(wav, 'wav')).problems).toEqual([]);
    const events = await app.events();
    const changed = only(events, 'source');
    expect(changed.device).toBe('Monitor of Null Output');
    const { ledger } = only(events, 'stopped');
    expect(ledger).toMatchObject({ captured: readWav(wav).frames, journaled: readWav(wav).frames });
    const away = ledger.gaps.filter(({ kind }) => kind === 'source');
    expect(away).toHaveLength(1);
    expect(away[0]!.frame).toBe(changed.frame);
  }));
