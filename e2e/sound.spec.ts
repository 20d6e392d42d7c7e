import { readFileSync } from 'node:fs';
import { expect, test } from './support/test.ts';
import { App } from './support/app.ts';
import { contentMatch } from './support/content-match.ts';
import { signalFile } from './support/signals.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { readWav, toMono } from './support/wav.ts';

const SENTENCE = 'Every word of this sentence is here, from the first to the last, and nothing was cut away.';

/** `slack`: frames at 44.1 kHz by which the browser's own decoder may be late: a delay it does not take away. */
const CASES: readonly { format: string; quality: string; file: string; slack: number }[] = [
  { format: 'WAV', quality: '16-bit', file: 'audio.wav', slack: 0 },
  { format: 'WAV', quality: '24-bit', file: 'audio.wav', slack: 0 },
  { format: 'WAV', quality: '32-bit float', file: 'audio.wav', slack: 0 },
  { format: 'FLAC', quality: '24-bit', file: 'take.flac', slack: 0 },
  { format: 'Opus', quality: 'Music, 128 kb/s', file: 'take.opus', slack: 1 },
  { format: 'MP3', quality: '192 kb/s', file: 'take.mp3', slack: 1152 },
  { format: 'AAC (M4A)', quality: '192 kb/s', file: 'take.m4a', slack: 1024 },
];

test('a sentence recorded in each format is heard again, whole, when it is played', async () => {
  const mic = await signalFile({ kind: 'speech', seconds: 8, text: SENTENCE });
  const studio = await openStudio({ micFile: mic.path });
  try {
    const app = await App.open(studio);
    await app.encoderReady();
    for (const entry of CASES) {
      await test.step(`${entry.format}, ${entry.quality}`, () => recordAndListen(app, studio, entry));
    }
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
});

async function recordAndListen(app: App, studio: Studio, entry: (typeof CASES)[number]): Promise<void> {
  const name = `${entry.format} ${entry.quality}`;
  await app.choose(entry.format, entry.quality);
  await app.record(name);
  await app.untilElapsed(2.5);
  await app.stop(name);
  const journal = readWav(await app.fetch('audio.wav'));
  const seconds = journal.frames / journal.sampleRate;

  const take = app.take(name);
  await take.getByRole('button', { name: 'Play', exact: true }).click();
  const player = take.locator('audio');
  const played = () => player.evaluate((audio: HTMLAudioElement) => audio.currentTime);
  await expect.poll(played).toBeGreaterThan(0.2);
  const early = await played();
  await expect.poll(played).toBeGreaterThan(early);
  await expect
    .poll(() => player.evaluate((audio: HTMLAudioElement) => audio.ended), { timeout: 20_000 })
    .toBe(true);
  const duration = await player.evaluate((audio: HTMLAudioElement) => audio.duration);
  expect(Math.abs(duration - seconds)).toBeLessThan(0.1);
  expect(Math.abs((await played()) - seconds)).toBeLessThan(0.1);

  const heard = await decodeInPage(studio, readFileSync(await app.fetch(entry.file)));
  const match = contentMatch(heard, toMono(journal), { sampleRate: journal.sampleRate });
  const { bestLag, best } = match.worst;
  console.log(
    `${name}: ${seconds.toFixed(3)} s, ${duration.toFixed(3)} s played, correlation ${best.toFixed(4)} at ${bestLag}`,
  );
  expect(Math.abs(bestLag)).toBeLessThanOrEqual(entry.slack);
  expect(best).toBeGreaterThan(0.99);
}

/** What the browser itself makes of the bytes, as mono at 44.1 kHz. */
async function decodeInPage({ page }: Studio, bytes: Buffer): Promise<Float32Array> {
  const base64 = await page.evaluate(async (encoded) => {
    const data = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const decoded = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(data.buffer);
    const mono = new Float32Array(decoded.length);
    for (let c = 0; c < decoded.numberOfChannels; c++) {
      const plane = decoded.getChannelData(c);
      for (let i = 0; i < mono.length; i++) mono[i]! += plane[i]! / decoded.numberOfChannels;
    }
    const blob = new Blob([mono]);
    return new Promise<string>((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
      reader.onerror = () => reject(new Error('the samples could not be read'));
      reader.readAsDataURL(blob);
    });
  }, bytes.toString('base64'));
  const raw = Buffer.from(base64, 'base64');
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}
