import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { inStudio } from '../support/browser/studio.ts';
import { mustRun } from '../support/browser/run.ts';
import { chapterTitles } from '../support/files/chapters.ts';
import { readWav } from '../support/files/wav.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';

test('on a phone, by keyboard: a marker gets its name, a take is discarded and begun again, and one that was stopped goes on, twice', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    await studio.page.setViewportSize({ width: 390, height: 844 });
    const app = await App.open(studio);
    const { keyboard } = app.page;
    await app.encoderReady();
    await app.choose('FLAC', '16-bit');
    await app.record('Verse');
    await app.untilElapsed(0.5);
    await keyboard.down('Backspace');
    await expect(app.toast).toHaveText('Verse discarded');
    await keyboard.up('Backspace');
    await expect(app.pill).toHaveText('Recording');
    await expect(app.page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Verse');
    const [discarded, kept] = await app.takeIds();
    const logged = async () => (await app.events(discarded)).map(({ type }) => type);
    await expect.poll(logged).toContain('deleted');

    await keyboard.press('Shift+M');
    const name = app.page.getByRole('textbox', { name: 'Name of the marker' });
    await expect(name).toBeFocused();
    const box = (await name.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    const clock = (await app.page.getByRole('timer').boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(clock.y + 2);
    // Keys that command elsewhere are letters here.
    await keyboard.type('Ramp up');
    await keyboard.press('Backspace');
    await keyboard.press('Enter');
    await expect(name).toHaveCount(0);
    await keyboard.press('Shift+M');
    await keyboard.press('Escape');
    await expect(name).toHaveCount(0);
    await expect(app.pill).toHaveText('Recording');

    for (let again = 0; again < 2; again++) {
      await app.untilElapsed(1.5 + again);
      await app.stop('Verse');
      await app.button('Continue').click();
      await expect(app.pill).toHaveText('Recording');
    }
    await app.untilElapsed(3.5);
    await app.stop('Verse');
    expect(await app.takeIds()).toEqual([discarded, kept]);
    await expect(app.takes).toHaveCount(1);

    const events = await app.events(kept);
    const { ledger } = events.findLast((event) => event.type === 'stopped')!;
    const wav = readWav(await app.fetch('audio.wav', kept));
    expect(ledger).toMatchObject({ captured: wav.frames, journaled: wav.frames, lost: 0 });
    expect(ledger.gaps.filter(({ kind }) => kind === 'break')).toHaveLength(2);
    const decoded = `${studio.folder}/decoded.wav`;
    await mustRun('flac', ['--silent', '--decode', '-o', decoded, await app.fetch('take.flac', kept)]);
    const flac = readWav(decoded);
    expect(flac.frames).toBe(wav.frames);
    for (const [channel, samples] of wav.samples.entries()) expect(samples).toEqual(flac.samples[channel]);
    expect(await chapterTitles(await app.fetch('audio.wav', kept))).toEqual([
      'Ramp u',
      'Marker 2',
      expect.stringMatching(/^Continued after/),
      expect.stringMatching(/^Continued after/),
    ]);
    expect(studio.problems).toEqual([]);
  });
});
