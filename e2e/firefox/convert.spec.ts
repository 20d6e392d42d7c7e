import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { only } from '../support/browser/app.ts';
import { expectSame } from '../support/files/expect-same.ts';
import { mustRun } from '../support/browser/run.ts';
import { signalFile } from '../support/signals/signals.ts';
import type { FileFormat } from '../support/files/validators.ts';
import { FirefoxApp } from './support/app.ts';
import { inFirefox, type FirefoxStudio } from './support/studio.ts';

const TARGETS: Record<FileFormat, { label: string; frameSeconds: number }> = {
  wav: { label: 'WAV', frameSeconds: 0 },
  flac: { label: 'FLAC', frameSeconds: 0 },
  opus: { label: 'Opus', frameSeconds: 0.02 },
  mp3: { label: 'MP3', frameSeconds: 1152 / 44_100 },
  m4a: { label: 'AAC (M4A)', frameSeconds: 1024 / 44_100 },
};

/** Files as other programs write them: native ffmpeg's arguments, and the format that each file is converted to. */
const OPENED: readonly (readonly [file: string, args: readonly string[], to: FileFormat])[] = [
  ['source.wav', ['-c:a', 'pcm_s24le'], 'mp3'],
  ['source.flac', ['-c:a', 'flac'], 'wav'],
  ['source.mp3', ['-c:a', 'libmp3lame', '-b:a', '192k'], 'flac'],
  ['source.m4a', ['-c:a', 'aac', '-b:a', '192k'], 'opus'],
  ['source.ogg', ['-c:a', 'libvorbis', '-q:a', '6'], 'm4a'],
];

test('a take becomes every other format through the page', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.encoderReady();
    await app.choose('WAV', '24-bit');
    await app.record('Source');
    await app.untilElapsed(3);
    await app.stop('Source');
    const source = await app.fetch('audio.wav');
    for (const [format, quality, file] of [
      ['flac', '24-bit', 'converted-s24.flac'],
      ['opus', 'Music, 128 kb/s', 'converted-music-128.opus'],
      ['mp3', '192 kb/s', 'converted-cbr-192.mp3'],
      ['m4a', '192 kb/s', 'converted-aac-192.m4a'],
      ['wav', '16-bit', 'converted-s16.wav'],
    ] as const) {
      await test.step(file, async () => {
        await app.act('Source', 'Export…');
        await app.press('Convert');
        await app.select('Convert to', TARGETS[format].label);
        await app.select('Convert quality', quality);
        await app.press('Start converting');
        await expect
          .poll(
            async () => (await app.events()).some((event) => event.type === 'encoded' && event.file === file),
            {
              timeout: 30_000,
            },
          )
          .toBe(true);
        await app.press('Close');
        await expectSameAs(studio, await app.fetch(file), format, source);
      });
    }
    expect(await app.text({ role: 'alert' })).not.toMatch(/damaged|converted/);
  }));

test('files of other programs are opened and converted', () =>
  inFirefox({}, async (studio) => {
    const music = await signalFile({ kind: 'music', seconds: 25, seed: 3 });
    const app = await FirefoxApp.open(studio);
    await app.encoderReady();
    for (const [index, [file, args, to]] of OPENED.entries()) {
      await test.step(`${file} to ${to}`, async () => {
        const path = join(studio.folder, file);
        await mustRun('ffmpeg', ['-v', 'error', '-i', music.path, '-t', '4', ...args, path]);
        await app.openFile(path);
        await app.select('Convert to', TARGETS[to].label);
        await app.press('Start converting');
        await expect.poll(async () => (await app.takeIds()).length, { timeout: 30_000 }).toBe(index + 1);
        await app.shown({ role: 'listitem', name: file.slice(0, file.lastIndexOf('.')) }, 30_000);
        await expect
          .poll(async () => (await app.events()).some(({ type }) => type === 'encoded'), { timeout: 30_000 })
          .toBe(true);
        only(await app.events(), 'encoded');
        const native = join(studio.folder, 'native.wav');
        await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', path, '-c:a', 'pcm_f32le', native]);
        await expectSameAs(studio, await app.fetch(to === 'wav' ? 'take.wav' : `take.${to}`), to, native);
      });
    }
    expect(await app.text({ role: 'alert' })).toBe('');
  }));

/** See `expectSame`. `reference` is the path of a WAV. */
async function expectSameAs(
  { folder }: FirefoxStudio,
  file: string,
  format: FileFormat,
  reference: string,
): Promise<void> {
  await expectSame(file, { format, frameSeconds: TARGETS[format].frameSeconds, reference, folder });
}
