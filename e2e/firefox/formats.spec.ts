import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { alignToSource, type InsertedZeros } from '../support/checks/align.ts';
import { only } from '../support/browser/app.ts';
import { contentMatch } from '../support/checks/content-match.ts';
import { decodeToWav, resampleWav } from '../support/files/decode.ts';
import { PROGRAMME, signalFile, type Signal } from '../support/signals/signals.ts';
import { validate, type FileFormat } from '../support/files/validators.ts';
import { readWav, toMono } from '../support/files/wav.ts';
import { FirefoxApp } from './support/app.ts';
import { shareHeard } from '../support/checks/heard.ts';
import { inFirefox, type FirefoxStudio } from './support/studio.ts';

interface Case {
  readonly format: string;
  readonly quality: string;
  readonly file: string;
  readonly kind: FileFormat;
  /** The file's length may be off by this many seconds. */
  readonly codecFrame: number;
}

const CASES: readonly Case[] = [
  { format: 'Opus', quality: 'Music, 128 kb/s', file: 'take.opus', kind: 'opus', codecFrame: 960 / 48_000 },
  { format: 'MP3', quality: '192 kb/s', file: 'take.mp3', kind: 'mp3', codecFrame: 1152 / 44_100 },
  { format: 'FLAC', quality: '16-bit', file: 'take.flac', kind: 'flac', codecFrame: 0 },
  { format: 'AAC (M4A)', quality: '192 kb/s', file: 'take.m4a', kind: 'm4a', codecFrame: 1024 / 44_100 },
];

for (const kind of ['speech', 'music'] as const) {
  test(`${kind} through a real microphone, in every format: valid, of the right length, and it sounds like its source`, () =>
    inFirefox({ microphone: 'real' }, async (studio) => {
      const app = await FirefoxApp.open(studio);
      await app.encoderReady();
      for (const entry of CASES) {
        await test.step(entry.format, () => recordAndCheck(app, entry, PROGRAMME[kind]));
      }
    }));
}

test('noise through a real microphone: the take holds the microphone’s own samples, bit for bit and in order', () =>
  inFirefox({ microphone: 'real' }, async (studio) => {
    const mic = await signalFile({ kind: 'random', seconds: 30, seed: 41 });
    const app = await FirefoxApp.open(studio);
    await app.choose('WAV', '16-bit');
    const playing = studio.pulse!.play(mic.path);
    await app.record('Noise');
    await app.untilElapsed(8);
    await app.stop('Noise');
    await playing.stop();
    const wav = readWav(await app.fetch('audio.wav'));
    const found = alignToSource(wav.samples as Int32Array[], [mic.left, mic.right]);
    expect(found.mismatchAt, 'no sample is altered').toBeUndefined();
    const { ledger } = only(await app.events(), 'stopped');
    expect(ledger).toMatchObject({ captured: wav.frames, journaled: wav.frames });
    // Where its audio thread starves, Firefox itself leaves out frames and fills holes with zeros. The ledger reports
    // the holes from 2 ms on. A page can detect frames that Firefox leaves out only by the wall clock.
    const told = ledger.gaps.filter(({ kind }) => kind === 'zeros');
    // Of a hole at the take's end only the first frames may be in the take.
    const short = ({ atTakeFrame, frames }: InsertedZeros) =>
      frames <= 0.002 * wav.sampleRate && told.at(-1)?.frame !== atTakeFrame;
    const holes = found.insertedZeroRuns.filter((run) => !short(run));
    expect(told).toEqual(
      holes.map(({ atTakeFrame, frames }) => ({ frame: atTakeFrame, frames, kind: 'zeros' })),
    );
    console.log(
      `${found.matchedFrames} of ${wav.frames} frames exact; Firefox left out ${found.missing.length} stretches`,
    );
  }));

async function recordAndCheck(app: FirefoxApp, entry: Case, signal: Signal): Promise<void> {
  const { studio } = app;
  const source = await signalFile(signal);
  await app.choose(entry.format, entry.quality);
  const playing = studio.pulse!.play(source.path);
  await app.record(entry.format);
  await app.untilElapsed(4);
  await app.stop(entry.format);
  await playing.stop();

  const journalPath = await app.fetch('audio.wav');
  const journal = readWav(journalPath);
  const journalSeconds = journal.frames / journal.sampleRate;
  const events = await app.events();
  expect(only(events, 'stopped').ledger).toMatchObject({
    captured: journal.frames,
    journaled: journal.frames,
  });
  const heard = shareHeard(toMono(journal), toMono(readWav(source.path)), journal.sampleRate);
  expect(heard, 'the journal is what was played').toBeGreaterThan(0.5);

  const file = await app.fetch(entry.file);
  const validation = await validate(file, entry.kind);
  expect(validation.problems).toEqual([]);
  expect(validation.channels).toBe(2);
  const encoded = only(events, 'encoded');
  const asLong = (seconds: number) =>
    expect(Math.abs(seconds - journalSeconds)).toBeLessThanOrEqual(entry.codecFrame + 1e-4);
  asLong(encoded.frames / encoded.sampleRate);
  const decoded = readWav(await decodeToWav(file, { folder: studio.folder }));
  asLong(decoded.frames / decoded.sampleRate);

  const match = contentMatch(
    toMono(decoded),
    toMono(readWav(await atRate(studio, journalPath, decoded.sampleRate))),
    {
      sampleRate: decoded.sampleRate,
    },
  );
  console.log(
    `${entry.format}: ${(100 * heard).toFixed(0)} % of the quarter seconds heard, file to journal ${match.atExpectedLag.toFixed(4)}, ` +
      `worst second ${match.worst.atExpectedLag.toFixed(4)}, ${journal.frames} frames, ${validation.tools.join(', ')}`,
  );
  expect(match.atExpectedLag).toBeGreaterThan(0.99);
  expect(match.worst.bestLag).toBe(0);
}

async function atRate({ folder }: FirefoxStudio, wav: string, sampleRate: number): Promise<string> {
  const path = join(folder, 'reference.wav');
  await resampleWav(wav, path, sampleRate);
  return path;
}
