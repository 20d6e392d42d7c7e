import { join, parse } from 'node:path';
import { expect, test } from '../support/browser/test.ts';
import type { FormatId } from '../../src/shared/audio/formats.ts';
import { App, only } from '../support/browser/app.ts';
import { expectSame } from '../support/files/expect-same.ts';
import { mustRun } from '../support/browser/run.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';
import { openStudio, type Studio } from '../support/browser/studio.ts';
import { inTurn } from '../support/runs/turns.ts';

const SECONDS = 3;

/** The label of each format, with its codec's frame in seconds at the lowest rate used here. */
const TARGETS: Record<FormatId, { label: string; extension: string; frameSeconds: number }> = {
  wav: { label: 'WAV', extension: 'wav', frameSeconds: 0 },
  flac: { label: 'FLAC', extension: 'flac', frameSeconds: 0 },
  opus: { label: 'Opus', extension: 'opus', frameSeconds: 0.02 },
  mp3: { label: 'MP3', extension: 'mp3', frameSeconds: 1152 / 22050 },
  m4a: { label: 'AAC (M4A)', extension: 'm4a', frameSeconds: 1024 / 8000 },
};

/** A file as other programs write it: native ffmpeg's arguments, and the format that it is converted to. */
interface Input {
  readonly file: string;
  readonly args: readonly string[];
  readonly to: FormatId;
  /** Channels of the result. */
  readonly channels?: number;
}

const INPUTS: readonly Input[] = [
  // A picture among the sound, and an index that is read from the end of the file.
  { file: 'tagged.mp3', args: ['-c:a', 'libmp3lame', '-b:a', '192k', '-id3v2_version', '3'], to: 'flac' },
  { file: 'index-last.m4a', args: ['-c:a', 'aac', '-b:a', '192k'], to: 'opus' },
  { file: 's16.wav', args: ['-c:a', 'pcm_s16le'], to: 'mp3' },
  { file: 's24.wav', args: ['-c:a', 'pcm_s24le'], to: 'flac' },
  { file: 'f32.wav', args: ['-c:a', 'pcm_f32le'], to: 'm4a' },
  { file: 'rf64.wav', args: ['-c:a', 'pcm_s16le', '-rf64', 'always'], to: 'opus' },
  { file: 'lossless.flac', args: ['-c:a', 'flac'], to: 'wav' },
  { file: 'index-first.m4a', args: ['-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart'], to: 'mp3' },
  { file: 'stereo.opus', args: ['-c:a', 'libopus', '-b:a', '128k'], to: 'm4a' },
  { file: 'mono.opus', args: ['-ac', '1', '-c:a', 'libopus', '-b:a', '96k'], to: 'mp3', channels: 1 },
  { file: 'vorbis.ogg', args: ['-c:a', 'libvorbis', '-q:a', '6'], to: 'opus' },
  { file: '8k.wav', args: ['-ar', '8000', '-c:a', 'pcm_s16le'], to: 'm4a' },
  { file: '22k.wav', args: ['-ar', '22050', '-c:a', 'pcm_s16le'], to: 'mp3' },
  { file: '96k.wav', args: ['-ar', '96000', '-c:a', 'pcm_s24le'], to: 'flac' },
  {
    file: 'two-one.wav',
    args: ['-filter_complex', '[0:a]pan=2.1|FL=FL|FR=FR|LFE=0*FL', '-c:a', 'pcm_s16le'],
    to: 'opus',
    channels: 3,
  },
  {
    file: 'four-zero.wav',
    args: ['-filter_complex', '[0:a]pan=4.0|FL=FL|FR=FR|FC=0*FL|BC=0*FL', '-c:a', 'pcm_s16le'],
    to: 'opus',
    // Opus has no position for a single rear speaker: it becomes the rear pair of 5.0.
    channels: 5,
  },
  {
    file: 'six-channels.wav',
    args: [
      '-filter_complex',
      '[0:a]pan=5.1|FL=FL|FR=FR|FC=0.5*FL+0.5*FR|LFE=0*FL|BL=0.5*FL|BR=0.5*FR',
      '-c:a',
      'pcm_s16le',
    ],
    to: 'mp3',
    channels: 2,
  },
];

const made = inTurn(
  [
    ['MP3', '192 kb/s', 'converted-cbr-192.mp3'],
    ['FLAC', '24-bit', 'converted-s24.flac'],
    ['AAC (M4A)', '192 kb/s', 'converted-aac-192.m4a'],
    ['Opus', 'Music, 128 kb/s', 'converted-music-128.opus'],
    ['WAV', '16-bit', 'converted-s16.wav'],
  ] as const,
  { atOnce: 2 },
);

test(made.titled('a take becomes other formats through the page'), { tag: made.tag }, async () => {
  const mic = await signalFile(PROGRAMME.music);
  const studio = await openStudio({ micFile: mic.path });
  try {
    const app = await App.open(studio);
    await app.encoderReady();
    await app.choose('WAV', '24-bit');
    await app.record('Source');
    await app.untilElapsed(3);
    await app.stop('Source');
    const source = await app.fetch('audio.wav');
    const take = app.take('Source');
    for (const [format, quality, file] of made.cases) {
      await test.step(`${format}, ${quality}`, async () => {
        const dialog = await app.exportTake(take);
        await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
        await dialog.getByRole('combobox', { name: 'Convert to' }).selectOption({ label: format });
        await dialog.getByRole('combobox', { name: 'Convert quality' }).selectOption({ label: quality });
        await dialog.getByRole('button', { name: 'Start converting' }).click();
        await expect
          .poll(
            async () => (await app.events()).some((event) => event.type === 'encoded' && event.file === file),
            {
              timeout: 30_000,
            },
          )
          .toBe(true);
        const id = Object.entries(TARGETS).find(([, { label }]) => label === format)![0] as FormatId;
        await expectSameAs(studio, await app.fetch(file), id, source);
      });
    }
    await app.button('Close').click();
    await expect(app.takes).toHaveCount(1);
    expect(await app.alert.filter({ hasText: /damaged|converted/ }).allTextContents()).toEqual([]);
  } finally {
    await studio.close();
  }
});

const opened = inTurn(INPUTS, { always: 2 });

test(
  opened.titled(
    `files of other programs are opened and converted: ${opened.cases.map(({ file }) => file).join(', ')}`,
  ),
  { tag: opened.tag },
  async () => {
    const mic = await signalFile(PROGRAMME.music);
    const studio = await openStudio({ micFile: mic.path });
    try {
      const app = await App.open(studio);
      await app.encoderReady();
      for (const input of opened.cases) {
        await test.step(`${input.file} to ${input.to}`, async () => {
          const path = join(studio.folder, input.file);
          const cover = input.file === 'tagged.mp3' ? await coverArt(studio) : [];
          const metadata =
            cover.length > 0
              ? ['-metadata', 'title=<b>Tagged</b>', '-map', '0:a', '-map', '1:v', '-c:v', 'copy']
              : [];
          const inputs = ['-i', mic.path, ...cover];
          await mustRun('ffmpeg', [
            '-v',
            'error',
            '-y',
            ...inputs,
            '-t',
            String(SECONDS),
            ...input.args,
            ...metadata,
            path,
          ]);

          await app.openFile(path);
          const target = TARGETS[input.to];
          await studio.page
            .getByRole('combobox', { name: 'Convert to' })
            .selectOption({ label: target.label });
          await app.button('Start converting').click();
          // Only the rows in view are counted, so the new one is looked for by its name.
          await expect(app.take(parse(input.file).name)).toBeVisible({ timeout: 30_000 });
          expect(await app.alert.allTextContents()).toEqual([]);
          only(await app.events(), 'encoded');
          const result = await app.fetch(`take.${target.extension}`);
          const { channels } = await expectSameAs(
            studio,
            result,
            input.to,
            await nativelyDecoded(studio, path, input.channels),
          );
          expect(channels).toBe(input.channels ?? 2);
        });
      }
      expect(studio.problems).toEqual([]);
    } finally {
      await studio.close();
    }
  },
);

test('a long conversion tells how far it is, and cancelled it leaves nothing behind', async () => {
  const mic = await signalFile(PROGRAMME.music);
  const studio = await openStudio({ micFile: mic.path });
  try {
    const app = await App.open(studio);
    await app.encoderReady();
    const long = join(studio.folder, 'ten-minutes.wav');
    await mustRun('ffmpeg', [
      '-v',
      'error',
      '-stream_loop',
      '-1',
      '-i',
      mic.path,
      '-t',
      '600',
      '-c:a',
      'pcm_s16le',
      long,
    ]);
    await app.openFile(long);
    await app.button('Start converting').click();
    const progress = studio.page.getByText(/Converting to MP3 · \d+ % · [\d.]+× real time/);
    await expect(progress).toBeVisible({ timeout: 20_000 });
    const percent = async () => Number(/(\d+) %/.exec((await progress.textContent()) ?? '')?.[1]);
    await expect.poll(percent, { timeout: 20_000 }).toBeGreaterThanOrEqual(5);
    await app.button('Cancel').click();
    await expect(progress).toHaveCount(0, { timeout: 10_000 });
    expect(await app.takeIds()).toEqual([]);
    // It is asked about again.
    await app.button('Cancel').click();
    await expect(app.alert).toHaveCount(0);

    await app.openFile(mic.path);
    await app.button('Start converting').click();
    await expect(app.takes).toHaveCount(1, { timeout: 30_000 });
    await expectSameAs(studio, await app.fetch('take.mp3'), 'mp3', mic.path);
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
});

/** Like `expectSame`, and no second may be shifted. `reference` is the path of a WAV. */
async function expectSameAs(
  { folder }: Studio,
  file: string,
  format: FormatId,
  reference: string,
): Promise<{ channels: number }> {
  const { frameSeconds } = TARGETS[format];
  const { channels, worstLag } = await expectSame(file, { format, frameSeconds, reference, folder });
  expect(Math.abs(worstLag)).toBeLessThanOrEqual(1);
  return { channels };
}

async function nativelyDecoded(studio: Studio, path: string, channels: number | undefined): Promise<string> {
  const wav = join(studio.folder, 'native.wav');
  const down = channels === undefined ? [] : ['-ac', String(channels)];
  await mustRun('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-i',
    path,
    '-map',
    '0:a:0',
    ...down,
    '-c:a',
    'pcm_f32le',
    wav,
  ]);
  return wav;
}

/** ffmpeg arguments for a second input: a picture, as MP3 files carry it. */
async function coverArt({ folder }: Studio): Promise<string[]> {
  const picture = join(folder, 'cover.jpg');
  await mustRun('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    'testsrc=s=200x200',
    '-frames:v',
    '1',
    picture,
  ]);
  return ['-i', picture];
}
