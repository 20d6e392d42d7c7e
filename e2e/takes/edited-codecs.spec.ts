import { expect, test } from '../support/browser/test.ts';
import { withApp } from '../support/browser/with-app.ts';
import { chapterTitles } from '../support/files/chapters.ts';
import { decodeToWav } from '../support/files/decode.ts';
import { readWav, toMono } from '../support/files/wav.ts';
import { exportWav, recordAndOpen, select, untilEdits, waveform } from '../support/takes/take-page.ts';

/** Frames of one codec frame, at the rate that the file is encoded in. */
const CODECS = [
  { label: 'MP3', extension: 'mp3', codecFrame: 1152 },
  { label: 'Opus', extension: 'opus', codecFrame: 960 },
  { label: 'AAC (M4A)', extension: 'm4a', codecFrame: 1024 },
] as const;

/** Seconds of the edited take at which the noise ends or begins. */
const EDGES = [0.5, 1, 2, 2.3];
const WINDOW = 64;

/** The frames at which the sound ends or begins, one after another: where its level passes a tenth of its usual one. */
function edgesOf(mono: Float32Array): number[] {
  const usual = levelOf(mono, 0, 4096);
  const edges: number[] = [];
  let sounds = true;
  for (let at = 0; at + WINDOW <= mono.length; at += WINDOW / 2) {
    if (levelOf(mono, at, WINDOW) > usual / 10 === sounds) continue;
    sounds = !sounds;
    edges.push(at + WINDOW / 2);
  }
  return edges;
}

function levelOf(mono: Float32Array, from: number, frames: number): number {
  const part = mono.subarray(from, from + frames);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
}

test('a cut take is as long in every lossy codec as its edited WAV, and each edge is at its place, to a codec frame', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.encoderReady();
    await recordAndOpen(app, 'Ada', 5);
    const recorded = readWav(await app.fetch('audio.wav'));
    const rate = recorded.sampleRate;
    await select(app, '0:00.500', '0:01.000');
    await app.button('Silence').click();
    await untilEdits(app, 1);
    await select(app, '0:01.200', '0:01.700');
    await app.button('Cut').click();
    await untilEdits(app, 2);
    // 2.5 to 2.8 of the recording.
    await select(app, '0:02.000', '0:02.300');
    await app.button('Silence').click();
    await untilEdits(app, 3);
    const frames = recorded.frames - rate / 2;
    await waveform(page).focus();
    for (const key of ['Home', 'ArrowRight', 'm']) await page.keyboard.press(key);
    await expect(page.getByRole('list', { name: 'Markers' }).getByRole('listitem')).toHaveCount(1);
    expect(await chapterTitles(await exportWav(app, 'edited.wav'))).toContain('Marker 1');

    for (const { label, extension, codecFrame } of CODECS) {
      await app.button('Export…').click();
      const dialog = page.getByRole('dialog', { name: /^Export/ });
      await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
      const sources = dialog.getByRole('combobox', { name: 'Convert from' });
      if (await sources.isVisible()) await sources.selectOption('audio.wav');
      await dialog.getByRole('combobox', { name: 'Convert to' }).selectOption({ label });
      await dialog.getByRole('button', { name: 'Start converting' }).click();
      await expect
        .poll(async () => (await app.files()).some((name) => name.endsWith(`.${extension}`)), {
          timeout: 60_000,
        })
        .toBe(true);
      await expect(dialog.getByRole('button', { name: 'Convert', exact: true })).toBeVisible({
        timeout: 20_000,
      });
      await dialog.getByRole('button', { name: 'Close' }).click();
      const file = (await app.files()).find((name) => name.endsWith(`.${extension}`))!;
      expect(await chapterTitles(await app.fetch(file)), label).toContain('Marker 1');
      const decoded = readWav(await decodeToWav(await app.fetch(file), { folder: app.studio.folder }));
      // Opus is always decoded at 48 kHz.
      const scale = decoded.sampleRate / rate;
      expect(Math.abs(decoded.frames - frames * scale), `${label}: frames`).toBeLessThanOrEqual(codecFrame);
      // A decoder may fill the last codec frame with silence.
      const end = frames * scale - codecFrame;
      const edges = edgesOf(toMono(decoded)).filter((edge) => edge < end);
      expect(edges, label).toHaveLength(EDGES.length);
      for (const [at, seconds] of EDGES.entries())
        expect(
          Math.abs(edges[at]! - seconds * decoded.sampleRate),
          `${label}: edge ${at}`,
        ).toBeLessThanOrEqual(codecFrame);
    }
  }));
