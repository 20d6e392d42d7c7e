import { expect, test } from './support/test.ts';
import { App, only } from './support/app.ts';
import { contentMatch } from './support/content-match.ts';
import { decodeToWav, resampleWav } from './support/decode.ts';
import { PROGRAMME, signalFile } from './support/signals.ts';
import { openStudio } from './support/studio.ts';
import { validate, type FileFormat } from './support/validators.ts';
import { readWav, toMono } from './support/wav.ts';

/** What is recorded, with the codec's frame in seconds: so exact must the file's length be. */
const CASES: readonly {
  format: string;
  quality: string;
  file: string;
  kind: Exclude<FileFormat, 'wav'>;
  codecFrame: number;
  signals: readonly (keyof typeof PROGRAMME)[];
}[] = [
  {
    format: 'Opus',
    quality: 'Music, 128 kb/s',
    file: 'take.opus',
    kind: 'opus',
    codecFrame: 960 / 48000,
    signals: ['speech', 'music'],
  },
  {
    format: 'MP3',
    quality: '192 kb/s',
    file: 'take.mp3',
    kind: 'mp3',
    codecFrame: 1152 / 44100,
    signals: ['speech', 'music'],
  },
  {
    format: 'MP3',
    quality: 'Variable V2, about 190 kb/s',
    file: 'take.mp3',
    kind: 'mp3',
    codecFrame: 1152 / 44100,
    signals: ['music'],
  },
  {
    format: 'FLAC',
    quality: '16-bit',
    file: 'take.flac',
    kind: 'flac',
    codecFrame: 0,
    signals: ['speech', 'music'],
  },
  {
    format: 'AAC (M4A)',
    quality: '192 kb/s',
    file: 'take.m4a',
    kind: 'm4a',
    codecFrame: 1024 / 44100,
    signals: ['speech', 'music'],
  },
];

for (const kind of ['speech', 'music'] as const) {
  for (const entry of CASES.filter(({ signals }) => signals.includes(kind))) {
    test(`${kind} in ${entry.format}, ${entry.quality}, is valid, of the right length, and sounds like its source`, async () => {
      const mic = await signalFile(PROGRAMME[kind]);
      await recordAndCheck(mic.path, entry);
    });
  }
}

async function recordAndCheck(micFile: string, entry: (typeof CASES)[number]): Promise<void> {
  const studio = await openStudio({ micFile });
  try {
    const app = await App.open(studio);
    await app.encoderReady();
    await app.choose(entry.format, entry.quality);
    await app.record('Right');
    await app.untilElapsed(6);
    await app.stop('Right');
    const journalPath = await app.fetch('audio.wav');
    const journal = readWav(journalPath);
    const file = await app.fetch(entry.file);

    const validation = await validate(file, entry.kind);
    expect(validation.problems).toEqual([]);
    expect(validation.channels).toBe(2);
    const events = await app.events();
    const encoded = only(events, 'encoded');
    const journalSeconds = journal.frames / journal.sampleRate;
    expect(Math.abs(encoded.frames / encoded.sampleRate - journalSeconds)).toBeLessThanOrEqual(
      entry.codecFrame + 1e-4,
    );

    const decoded = readWav(await decodeToWav(file, { folder: studio.folder }));
    expect(Math.abs(decoded.frames / decoded.sampleRate - journalSeconds)).toBeLessThanOrEqual(
      entry.codecFrame + 1e-4,
    );
    const reference = `${studio.folder}/reference.wav`;
    await resampleWav(journalPath, reference, decoded.sampleRate);
    const match = contentMatch(toMono(decoded), toMono(readWav(reference)), {
      sampleRate: decoded.sampleRate,
    });
    console.log(
      `${entry.format} ${entry.quality}: correlation ${match.atExpectedLag.toFixed(4)} at zero offset, worst second ` +
        `${match.worst.atExpectedLag.toFixed(4)}, ${journal.frames} frames, ${validation.tools.join(', ')}`,
    );
    expect(match.atExpectedLag).toBeGreaterThan(0.99);
    expect(match.worst.bestLag).toBe(0);
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
}
