import { expect, test } from 'playwright/test';
import { validate } from '../support/validators.ts';
import { takeNamed, type WebKitApp } from './support/app.ts';
import { followMicrophone, type MicrophoneReport } from './support/bip-bop.ts';
import { inWebKit } from './support/studio.ts';

/** A take of its own for each test, or several in a row on one page. */
async function recordUnbroken(app: WebKitApp, name: string, seconds: number): Promise<MicrophoneReport> {
  await app.record(name);
  const begun = Date.now();
  await app.untilElapsed(seconds);
  const ended = Date.now();
  await app.stop(name);
  await app.says(takeNamed(name), 'Whole');
  const wav = await app.download(name, 'wav');
  expect((await validate(wav, 'wav')).problems).toEqual([]);
  const report = followMicrophone(wav);
  expect(report.breaks).toEqual([]);
  await app.says(takeNamed(name), frameCount(report));
  // Between the two clicks and around them, however long those took.
  expect(report.seconds).toBeGreaterThan(seconds - 0.1);
  expect(report.seconds).toBeGreaterThan((ended - begun) / 1000 - 0.5);
  return report;
}

/** `44,100 of 44,100 frames · 0 lost`, of the file that came out. */
function frameCount({ frames }: MicrophoneReport): string {
  const count = frames.toLocaleString('en');
  return `${count} of ${count} frames · 0 lost`;
}

const MEMORY_ONLY = 'Takes are kept in memory only. The browser gives no storage here';

test('@quick with shared memory, takes in a row are the microphone’s sound, unbroken; the page says that they are in memory', () =>
  inWebKit({}, async (app) => {
    expect(await app.sharesMemory()).toBe(true);
    await app.says({ role: 'alert' }, MEMORY_ONLY);
    await app.choose('WAV', '24-bit');
    for (const name of ['First', 'Second']) {
      const report = await recordUnbroken(app, name, 3);
      console.log(report);
      await app.says({ role: 'alert' }, MEMORY_ONLY);
    }
    await app.shown(takeNamed('First'));
  }));

test('@quick without shared memory, takes in a row are the microphone’s sound, unbroken, and the page says why they are encoded later', () =>
  inWebKit({ sharedMemory: false }, async (app) => {
    expect(await app.sharesMemory()).toBe(false);
    await app.says({ role: 'alert' }, MEMORY_ONLY);
    await app.says({ role: 'page' }, 'Takes are encoded when you press Stop');
    await app.says({ role: 'page' }, 'This browser lets a page’s threads share no memory.');
    await app.choose('WAV', '24-bit');
    for (const name of ['First', 'Second']) console.log(await recordUnbroken(app, name, 3));
  }));
