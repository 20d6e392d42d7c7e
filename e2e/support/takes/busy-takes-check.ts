import { readFileSync } from 'node:fs';
import { expect } from 'playwright/test';
import type { FormatId } from '../../../src/shared/audio/formats.ts';
import { only, type App } from '../browser/app.ts';
import { assertTold } from '../checks/exactness.ts';
import { withoutNumber, type PlainTakes } from './plain-takes.ts';
import { SIGNAL_RATE, type Stereo } from '../signals/pcm16.ts';
import { mustRun } from '../browser/run.ts';
import { validate } from '../files/validators.ts';
import { readWav } from '../files/wav.ts';

/** Paths of all files and folders in a page's private file system. */
async function allPaths({ page }: App): Promise<string[]> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, above: string): Promise<void> => {
      for await (const [name, entry] of folder) {
        paths.push(above + name);
        if (entry.kind === 'directory') await walk(entry, `${above}${name}/`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return paths.sort();
  });
}

/** Expects the page's list and its private file system to match the plain list exactly, and no take to be locked. */
export async function expectSameTakes(app: App, plain: PlainTakes): Promise<void> {
  const { all } = plain;
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  // So high that all rows are in view.
  await app.page.setViewportSize({ width: 1240, height: 3000 });
  await expect(app.page.locator('take-row h4')).toHaveText(all.map(({ name }) => name));
  for (const { name, files } of all) {
    const dialog = await app.exportTake(name);
    const options = dialog.getByRole('combobox', { name: 'File' }).locator('option');
    await expect(options, name).toHaveCount(files.size === 1 ? 0 : files.size);
    await dialog.getByRole('button', { name: 'Close' }).click();
  }
  const wanted = all.flatMap(({ id, files }) =>
    ['', '/events.jsonl', ...pathsOf([...files.keys()])].map((path) => `takes/${id}${path}`),
  );
  // What tells other tabs of a changed name is no take, nor is the index of the list.
  const paths = (await allPaths(app))
    .filter((path) => !/^(name-changes|take-index)/.test(path))
    .filter((path) => wanted.includes(withoutNumber(path)) || !isLaterPicture(path, wanted));
  expect(paths.map(withoutNumber)).toEqual(['takes', ...wanted].sort());
  // For a moment a released lock is still listed as held.
  await expect.poll(() => heldTakes(app)).toEqual([]);
}

/** A file that was opened gets its peaks in the background, some time after its take. */
function isLaterPicture(path: string, wanted: readonly string[]): boolean {
  const [folder] = path.split('/peaks.bin');
  return path.endsWith('/peaks.bin') && wanted.includes(folder!) && !wanted.includes(`${folder}/audio.wav`);
}

/** A recorded take has its peaks beside its journal. */
function pathsOf(files: readonly string[]): string[] {
  return [...files, ...(files.includes('audio.wav') ? ['peaks.bin'] : [])].map((file) => `/${file}`);
}

/** Names of the take locks that are held. With these locks, tabs tell each other which takes they use. */
async function heldTakes({ page }: App): Promise<string[]> {
  const { held = [] } = await page.evaluate(() => navigator.locks.query());
  return held.map(({ name = '' }) => name).filter((name) => name.startsWith('capstan-take-'));
}

/** Seconds by which an encoded file may be longer or shorter, because its length is rounded to codec frames. */
const TOLERANCE = { wav: 1e-6, flac: 1e-6, opus: 0.001, mp3: 0.1, m4a: 0.1 };
const OPENED_SECONDS = 1;

/**
 * Checks every take's sound: recorded ones must equal the microphone's bit for bit, encoded ones must be valid and as
 * long.
 */
export async function expectSameSound(app: App, plain: PlainTakes, mic: Stereo): Promise<void> {
  for (const take of plain.all) {
    const stored = await app.files(take.id);
    const pathOf = (file: string) =>
      app.fetch(stored.find((name) => withoutNumber(name) === file) ?? file, take.id);
    const recorded = take.from === 'microphone' ? await pathOf('audio.wav') : undefined;
    if (recorded !== undefined) {
      const { ledger } = only(await app.events(take.id), 'stopped');
      assertTold(recorded, mic, ledger);
    }
    const seconds = recorded === undefined ? OPENED_SECONDS : readWav(recorded).frames / SIGNAL_RATE;
    for (const [file, format] of take.files) {
      if (file === 'audio.wav') continue;
      const path = await pathOf(file);
      const { problems, durationSeconds } = await validate(path, format);
      const what = `${take.name}, ${file}`;
      expect(problems, what).toEqual([]);
      // The later results of an opened file are made from its first one, whose length may be an encoder's.
      const tolerance = TOLERANCE[format] + (take.from === 'file' ? TOLERANCE.mp3 : 0);
      expect(Math.abs(durationSeconds - seconds), what).toBeLessThanOrEqual(tolerance);
      if (recorded !== undefined && isLossless(format)) await expectSameSamples(path, recorded, what);
    }
  }
}

function isLossless(format: FormatId): boolean {
  return format === 'wav' || format === 'flac';
}

async function expectSameSamples(path: string, recorded: string, what: string): Promise<void> {
  const [made, source] = await Promise.all([path, recorded].map(samplesOf));
  expect(made!.equals(source!), `${what}: every sample is the recording's`).toBe(true);
}

async function samplesOf(path: string): Promise<Buffer> {
  const raw = `${path}.s32`;
  await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', path, '-f', 's32le', raw]);
  return readFileSync(raw);
}
