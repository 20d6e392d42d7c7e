import { readFileSync } from 'node:fs';
import { expect, test, WIDE } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { contentMatch } from '../support/checks/content-match.ts';
import { decodeToWav, resampleWav } from '../support/files/decode.ts';
import { decodeInPage, playToTheEnd } from '../support/browser/heard-in-page.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';
import { inStudio, type Studio } from '../support/browser/studio.ts';
import { inTurn } from '../support/runs/turns.ts';
import { validate, type FileFormat } from '../support/files/validators.ts';
import { readWav, toMono } from '../support/files/wav.ts';

const SECONDS = 3;
/** The playback rate, so that playing a spoken sentence does not take as long as speaking it. */
const PLAYED_AT = 4;

interface Case {
  readonly format: string;
  readonly quality: string;
  readonly file: string;
  readonly kind: FileFormat;
  /** The codec's frame in seconds. The file's length may be off by one such frame. */
  readonly codecFrame: number;
  /** Frames at 44.1 kHz by which the browser's own decoder may be late, because of a delay that it does not remove. */
  readonly slack: number;
}

const WAV = { format: 'WAV', file: 'audio.wav', kind: 'wav', codecFrame: 0, slack: 0 } as const;
const MP3 = { format: 'MP3', file: 'take.mp3', kind: 'mp3', codecFrame: 1152 / 44100, slack: 1152 } as const;
const FLAC = { format: 'FLAC', file: 'take.flac', kind: 'flac', codecFrame: 0, slack: 0 } as const;
const OPUS = { format: 'Opus', file: 'take.opus', kind: 'opus', codecFrame: 960 / 48000, slack: 1 } as const;
const M4A = {
  format: 'AAC (M4A)',
  file: 'take.m4a',
  kind: 'm4a',
  codecFrame: 1024 / 44100,
  slack: 1024,
} as const;

const EACH_FORMAT: readonly Case[] = [
  { ...OPUS, quality: 'Music, 128 kb/s' },
  { ...WAV, quality: '32-bit float' },
  { ...FLAC, quality: '24-bit' },
  { ...MP3, quality: '192 kb/s' },
  { ...M4A, quality: '192 kb/s' },
];

const MORE: readonly Case[] = [
  { ...WAV, quality: '16-bit' },
  { ...WAV, quality: '24-bit' },
  { ...FLAC, quality: '16-bit' },
  { ...MP3, quality: 'Variable V2, about 190 kb/s' },
];

const formats = inTurn(EACH_FORMAT, { always: 1 });

test(
  formats.titled(
    `speech recorded as ${formats.cases.map(({ format }) => format).join(', ')} is valid, of the right length, sounds like its source, and is heard again when it is played`,
  ),
  { tag: formats.tag },
  () => recordEach('speech', formats.cases),
);

test('the same of music, and of more qualities', { tag: WIDE }, async () => {
  test.setTimeout(300_000);
  await recordEach('music', [...EACH_FORMAT, ...MORE]);
});

async function recordEach(programme: 'speech' | 'music', cases: readonly Case[]): Promise<void> {
  const mic = await signalFile(PROGRAMME[programme]);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.encoderReady();
    for (const each of cases) {
      await test.step(`${each.format}, ${each.quality}`, () => recordAndCheck(app, studio, each));
    }
    expect(studio.problems).toEqual([]);
  });
}

async function recordAndCheck(app: App, studio: Studio, each: Case): Promise<void> {
  const name = `${each.format} ${each.quality}`;
  await app.choose(each.format, each.quality);
  await app.record(name);
  await app.untilElapsed(SECONDS);
  await app.stop(name);
  const journalPath = await app.fetch('audio.wav');
  const journal = readWav(journalPath);
  const seconds = journal.frames / journal.sampleRate;
  const file = await app.fetch(each.file);

  const validation = await validate(file, each.kind);
  expect(validation.problems).toEqual([]);
  expect(validation.channels).toBe(2);
  if (each.kind !== 'wav') {
    const encoded = only(await app.events(), 'encoded');
    expectLength(encoded.frames / encoded.sampleRate, seconds, each);
    await expectLikeSource(file, journalPath, studio.folder, each);
  }

  const played = await playToTheEnd(app.take(name), PLAYED_AT);
  expect(Math.abs(played.duration - seconds)).toBeLessThan(0.1);
  expect(Math.abs(played.end - seconds)).toBeLessThan(0.1);
  const heard = await decodeInPage(studio.page, readFileSync(file));
  const { bestLag, best } = contentMatch(heard, toMono(journal), { sampleRate: journal.sampleRate }).worst;
  console.log(`${name}: ${seconds.toFixed(3)} s, heard with correlation ${best.toFixed(4)} at ${bestLag}`);
  expect(Math.abs(bestLag)).toBeLessThanOrEqual(each.slack);
  expect(best).toBeGreaterThan(0.99);
}

/** Decodes the file with native tools, and expects the result to match the journal in length and sound. */
async function expectLikeSource(file: string, journal: string, folder: string, each: Case): Promise<void> {
  const decoded = readWav(await decodeToWav(file, { folder }));
  const reference = `${folder}/reference.wav`;
  await resampleWav(journal, reference, decoded.sampleRate);
  const source = readWav(reference);
  expectLength(decoded.frames / decoded.sampleRate, source.frames / source.sampleRate, each);
  const match = contentMatch(toMono(decoded), toMono(source), { sampleRate: decoded.sampleRate });
  expect(match.atExpectedLag).toBeGreaterThan(0.99);
  expect(match.worst.bestLag).toBe(0);
}

function expectLength(seconds: number, expected: number, { codecFrame }: Case): void {
  expect(Math.abs(seconds - expected)).toBeLessThanOrEqual(codecFrame + 1e-4);
}
