import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { mustRun } from '../support/browser/run.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

test('a finished file outlives a second conversion of the same quality: cancelled, refused, or whole', async () => {
  const mic = await signalFile(PROGRAMME.music);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.encoderReady();
    const input = join(studio.folder, 'Song.wav');
    await mustRun('ffmpeg', ['-v', 'error', '-stream_loop', '-1', '-i', mic.path, '-t', '120', input]);
    await app.openFile(input);
    await app.button('Start converting').click();
    await expect(app.takes).toHaveCount(1, { timeout: 60_000 });
    const take = app.take('Song');
    const opus = async () => (await app.files()).filter((file) => file.endsWith('.opus'));
    const finished = async () => (await app.events()).filter(({ type }) => type === 'encoded').length;
    const convert = async (from: RegExp, to: string, quality: string) => {
      const dialog = await app.exportTake(take);
      await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
      const source = dialog.getByRole('combobox', { name: 'Convert from' });
      await expect(dialog.getByRole('combobox', { name: 'Convert to' })).toBeVisible();
      // With a single file there is no choice of a source.
      if ((await finished()) > 1) {
        const labels = await source.getByRole('option').allTextContents();
        await source.selectOption({ label: labels.find((label) => from.test(label))!.trim() });
      }
      await dialog.getByRole('combobox', { name: 'Convert to' }).selectOption({ label: to });
      await dialog.getByRole('combobox', { name: 'Convert quality' }).selectOption({ label: quality });
      await dialog.getByRole('button', { name: 'Start converting' }).click();
    };

    await convert(/MP3/, 'Opus', 'Music, 128 kb/s');
    await expect.poll(finished, { timeout: 60_000 }).toBe(2);
    expect(await opus()).toEqual(['converted-music-128.opus']);
    const first = hashOf(await app.fetch('converted-music-128.opus'));

    await convert(/MP3/, 'Opus', 'Music, 128 kb/s');
    await app.button('Cancel').click();
    await expect(app.button('Cancel')).toHaveCount(0, { timeout: 10_000 });
    expect(await opus()).toEqual(['converted-music-128.opus']);
    expect(hashOf(await app.fetch('converted-music-128.opus'))).toBe(first);

    await convert(/Opus/, 'Opus', 'Music, 128 kb/s');
    // The dialog covers the banner, so it tells too.
    await expect(app.page.getByRole('dialog').getByRole('alert')).toContainText('That setting does not work');
    await expect(app.alert).toContainText('That setting does not work');
    await expect(app.alert).toContainText('the source is Opus, Music, 128 kb/s already');
    expect(hashOf(await app.fetch('converted-music-128.opus'))).toBe(first);

    await convert(/MP3/, 'Opus', 'Music, 128 kb/s');
    await expect.poll(finished, { timeout: 60_000 }).toBe(3);
    await expect.poll(opus).toEqual(['converted-music-128.2.opus']);
    expect(readFileSync(await app.fetch('converted-music-128.2.opus')).length).toBeGreaterThan(1_000_000);
    expect(studio.problems).toEqual([]);
  });
});

test('cancelled while an opened file is still being read, no take appears, and the file is asked about again', async () => {
  const mic = await signalFile(PROGRAMME.music);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.encoderReady();
    await app.openFile(mic.path);
    await app.button('Start converting').click();
    await app.button('Cancel').click();
    await expect(app.button('Start converting')).toBeVisible({ timeout: 10_000 });
    await app.button('Cancel').click();
    await expect(app.button('Cancel')).toHaveCount(0);
    await app.page.waitForTimeout(3000);
    expect(await app.takeIds()).toEqual([]);
    await expect(app.takes).toHaveCount(0);
    await expect(app.alert).toHaveCount(0);
    expect(studio.problems).toEqual([]);
  });
});
