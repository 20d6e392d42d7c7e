import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import type { Gap } from '../../src/shared/take/ledger.ts';
import { alignToSource } from '../support/checks/align.ts';
import { App, only } from '../support/browser/app.ts';
import { breakOff, comeBack } from '../support/faults/broken-off.ts';
import { CRASH_COST_MS } from '../support/checks/crash-cost.ts';
import { expectAlert } from '../support/faults/faults.ts';
import { mustRun } from '../support/browser/run.ts';
import { sourceSamples } from '../support/signals/source-samples.ts';
import { NOISE, SIGNAL_RATE, signalFile, type SignalFile, writeMicWav } from '../support/signals/signals.ts';
import { openStudio, type Studio } from '../support/browser/studio.ts';
import { inTurn } from '../support/runs/turns.ts';
import { validate } from '../support/files/validators.ts';
import { readWav } from '../support/files/wav.ts';

let mic: SignalFile;
let studio: Studio;
let app: App;

test.beforeEach(async () => {
  mic = await signalFile(NOISE);
  studio = await openStudio({ micFile: mic.path });
  app = await App.open(studio);
});
test.afterEach(() => studio.close());

/** Records for a while, crashes the tab and opens another one. */
async function recordAndCrash(name: string, format: readonly [string, string], seconds = 2): Promise<void> {
  await app.choose(...format);
  await app.record(name);
  await app.untilElapsed(seconds);
  await breakOff(app);
  app = await comeBack(app);
}

/**
 * Expects that frames `from` to `to` of the newest take are one run of the source, and that zeros that Chromium
 * inserted are reported. Nothing distinguishes zeros at the end from silence: they are part of what a crash may cost.
 */
async function expectOneRun(from: number, to?: number): Promise<void> {
  const samples = sourceSamples(await app.fetch('audio.wav')).map((channel) => channel.subarray(from, to));
  const found = alignToSource(samples, [mic.left, mic.right]);
  expect(found.mismatchAt).toBeUndefined();
  expect(found.missing).toEqual([]);
  const noted = (await app.events()).flatMap((event) =>
    event.type === 'gap' && event.gap.kind === 'zeros' ? [event.gap] : [],
  );
  for (const { atTakeFrame, frames } of found.insertedZeroRuns) {
    if (atTakeFrame + frames === samples[0]!.length)
      expect((1000 * frames) / SIGNAL_RATE).toBeLessThan(CRASH_COST_MS);
    else expect(noted).toContainEqual({ frame: from + atTakeFrame, frames, kind: 'zeros' });
  }
}

async function continueTake(name: string): Promise<void> {
  const choice = (await app.openTake(name)).getByRole('group', { name: 'Continue, or finish it?' });
  await choice.getByRole('button', { name: /Continue/ }).click();
}

test('a take that broke off is offered once, in one notice and on its page; kept as WAV, nobody asks again', async () => {
  await recordAndCrash('Interview', ['WAV', '16-bit']);
  const take = app.take('Interview');
  await expect(take).toContainText('Recovered');
  await expect(app.banner).toContainText('“Interview” was interrupted');
  await expect(app.alert).toHaveCount(0);
  const page = await app.openTake(take);
  const choices = page.getByRole('group', { name: 'Continue, or finish it?' }).getByRole('button');
  await expect(choices).toHaveText([/Continue/, /Keep as WAV/]);
  await page.getByRole('button', { name: 'Keep as WAV' }).focus();
  await app.page.keyboard.press('Enter');
  await expect(choices).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Details' })).toBeFocused();
  await expect(app.banner).not.toContainText('was interrupted');

  await app.page.reload();
  await expect(take).toContainText('Recovered');
  await expect(choices).toHaveCount(0);
  await expect(app.banner).not.toContainText('was interrupted');
  await expectOneRun(0);
});

test('a take that broke off while it was recorded in Opus is encoded as Opus when the person says so', async () => {
  await app.encoderReady();
  await recordAndCrash('Broken Opus', ['Opus', 'Music, 128 kb/s'], 4);
  const take = app.take('Broken Opus');
  const page = await app.openTake(take);
  const encode = page.getByRole('button', { name: 'Encode as Opus' });
  // The output that the encoder had written by then is not a valid file, and is removed.
  await expect.poll(() => app.files()).toEqual(['audio.wav', 'events.jsonl', 'peaks.bin']);
  await app.encoderReady();
  await encode.click();
  await expect
    .poll(async () => (await app.events()).some(({ type }) => type === 'encoded'), { timeout: 30_000 })
    .toBe(true);
  await expect(encode).toHaveCount(0);
  const { file, frames } = only(await app.events(), 'encoded');
  expect((await validate(await app.fetch(file), 'opus')).problems).toEqual([]);
  const journal = readWav(await app.fetch('audio.wav'));
  expect(Math.abs(frames / 48_000 - journal.frames / 44_100)).toBeLessThan(0.02);
  await app.page.reload();
  await expect(take).toContainText('Recovered');
  await expect(encode).toHaveCount(0);
});

test('continued, broken off again and continued again, it is one take: every stretch exact, every break told', async () => {
  await app.choose('FLAC', '24-bit');
  await app.record('Long');
  await app.untilElapsed(1.5);
  await app.button('Mark').click();
  await app.untilElapsed(2);
  const firstBreak = await breakOff(app);
  app = await comeBack(app);
  await continueTake('Long');
  await expect(app.button('Stop')).toBeEnabled();
  await expect(app.page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Long');
  await expect(app.page.getByRole('combobox', { name: 'Format', exact: true })).toHaveValue('flac');
  await expect(app.take('Long')).toHaveCount(0);
  await expect(app.banner).not.toContainText('was interrupted');
  await app.untilElapsed(4);
  await breakOff(app);
  app = await comeBack(app);
  await app.encoderReady();
  await continueTake('Long');
  await expect(app.button('Stop')).toBeEnabled();
  await app.untilElapsed(6);
  await app.stop('Long');

  const events = await app.events();
  const { ledger } = only(events, 'stopped');
  const continued = events.filter((event) => event.type === 'continued');
  expect(continued).toHaveLength(2);
  const [first, second] = continued;
  await expectOneRun(0, first!.frame);
  await expectOneRun(first!.frame, second!.frame);
  await expectOneRun(second!.frame);
  // The last recorded sign of life is earlier than the break by at most one write interval and the time that a crash
  // takes.
  expect(Math.abs(first!.at - first!.pausedMs - firstBreak)).toBeLessThan(1000);
  const wavPath = await app.fetch('audio.wav');
  const wav = readWav(wavPath);
  expect(ledger).toMatchObject({ captured: wav.frames, journaled: wav.frames, lost: 0 });
  expect(ledger.gaps.filter(({ kind }) => kind === 'break')).toEqual(
    continued.map(({ frame, pausedMs }) => ({
      frame,
      frames: Math.round((pausedMs / 1000) * 44_100),
      kind: 'break',
    })),
  );
  // All time is either recorded or part of a break.
  const { at } = only(events, 'stopped');
  const { spec } = only(events, 'created');
  const breaksMs = continued.reduce((sum, { pausedMs }) => sum + pausedMs, 0);
  expect(Math.abs(at - spec.createdAt - breaksMs - ledger.wallMs)).toBeLessThan(500);
  const report = await validate(wavPath, 'wav');
  expect(report.problems).toEqual([]);
  const cues = (await mustRun('ffprobe', ['-v', 'error', '-show_chapters', '-of', 'json', wavPath])).stdout;
  expect(cues).toContain('Marker 1');
  const markers = events.flatMap((event) => (event.type === 'marker' ? [event.label] : []));
  expect(markers).toEqual(['Marker 1', expect.stringMatching(/^Continued after \d+ s$/), markers[2]]);

  // The encoder received all frames, from the first one on.
  const decoded = `${studio.folder}/decoded.wav`;
  await mustRun('flac', ['--silent', '--decode', '--force', '-o', decoded, await app.fetch('take.flac')]);
  const flac = readWav(decoded);
  expect(flac.frames).toBe(wav.frames);
  for (const [channel, samples] of wav.samples.entries()) expect(samples).toEqual(flac.samples[channel]);
  const page = await app.openTake('Long');
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page).toContainText('No audio lost');
  await expect(page.getByRole('button', { name: /^Go to .+, Continued after/ })).toHaveCount(2);
});

async function onlyTheEncoder(): Promise<void> {
  // The encoder's code does not arrive, so the page is still waiting for it when the tab crashes.
  await app.page.route('**/ffmpeg-core-*.wasm', () => {});
  await app.page.reload();
  await app.choose('Opus');
  await app.record('Unencoded');
  await app.untilElapsed(2);
  await app.button('Stop').click();
  await expect(app.page.getByText('Encoding Unencoded')).toBeVisible();
  await breakOff(app);
  app = await comeBack(app);
  const take = app.take('Unencoded');
  await expect(take).toContainText('Not encoded');
  const page = await app.openTake(take);
  const choices = page.getByRole('group', { name: 'Continue, or finish it?' }).getByRole('button');
  await expect(choices).toHaveText([/Encode as Opus/, /Keep as WAV/]);
  await page.getByRole('button', { name: 'Keep as WAV' }).click();
  await expect(choices).toHaveCount(0);
  await expect(take).not.toContainText('Not encoded');
  await expectOneRun(0);
}

/** Changes the interrupted take to one at 48 kHz, before any app sees it again. */
async function crashAt48kHz(): Promise<void> {
  await app.choose('WAV', '16-bit');
  await app.record('Other rate');
  await app.untilElapsed(1);
  await breakOff(app);
  const [id = ''] = await editLog(studio, (log) => log.replace('"sampleRate":44100', '"sampleRate":48000'));
  expect(id).not.toBe('');
  app = await comeBack(app);
}

async function resampled(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-tone-'));
  await studio.close();
  studio = await openStudio({ micFile: toneFile(folder), ownBrowser: true });
  app = await App.open(studio);
  await crashAt48kHz();
  await continueTake('Other rate');
  await expect(app.button('Stop')).toBeEnabled();
  await expect(app.page.getByRole('region', { name: 'Recorder' })).toContainText('48 kHz');
  await app.untilElapsed(4);
  await app.stop('Other rate');
  rmSync(folder, { recursive: true });
  const { frame } = only(await app.events(), 'continued');
  const wav = readWav(await app.fetch('audio.wav'));
  expect(wav.sampleRate).toBe(48_000);
  const { gaps } = only(await app.events(), 'stopped').ledger;
  const zeros = gaps.filter(({ kind }) => kind === 'zeros');
  // Checks the tone from half a second after the join.
  const periods = tonePeriods(wav.samples[0]!, frame + RATE_AFTER / 2, RATE_AFTER, zeros);
  expect(periods.length).toBeGreaterThan(0.8 * TONE_HZ);
  // Only the graph resamples, and on a busy machine it may leave out a moment that no other way fills.
  const broken = periods.filter((frames) => Math.abs(frames - RATE_AFTER / TONE_HZ) > 1);
  expect(broken.length, `broken periods: ${broken.join(', ')}`).toBeLessThanOrEqual(0.01 * TONE_HZ);
}

async function notResampled(): Promise<void> {
  // For the tab that is opened after the crash. The context itself is used by later tests too.
  const never = (page: Page) => void page.addInitScript(resampleNever);
  studio.context.on('page', never);
  await crashAt48kHz();
  studio.context.off('page', never);
  await expect(app.take('Other rate')).toContainText('Recovered');
  // Its loudness is measured in the background, sooner or later.
  const events = async () => (await app.events()).filter(({ type }) => type !== 'measured');
  const before = await events();
  await continueTake('Other rate');
  await expectAlert(app, 'mic-rate-refused');
  await expect(app.button('Continue')).toBeEnabled();
  expect(await events()).toEqual(before);
  await app.delete('Other rate');
  await expect(app.take('Other rate')).toHaveCount(0);
}

/** Gives every audio context the microphone's own rate. Runs in the page. */
function resampleNever(): void {
  const Native = AudioContext;
  globalThis.AudioContext = class extends Native {
    constructor() {
      super({ sampleRate: 44_100 });
    }
  };
}

const others = inTurn([
  ['only the encoder broke off: the take is whole, and is encoded or kept as WAV', onlyTheEncoder],
  [
    'a take at a sample rate that is not the microphone’s is continued at its own: the microphone is resampled',
    resampled,
  ],
  [
    'a take at a sample rate that is not the microphone’s stays as it is where the browser does not resample, and the page says so',
    notResampled,
  ],
] as const);

for (const [what, work] of others.cases) test(others.titled(what), { tag: others.tag }, work);

const TONE_HZ = 1000;
/** The sample rate at which the take continues. */
const RATE_AFTER = 48_000;
/** Frames at the edges of a hole that a resampler affects. */
const EDGE_FRAMES = 100;

/**
 * The numbers of frames from each rise through zero to the next one, in `length` frames from `from` on. Where the
 * ledger reports zeros there is no tone, but the dither that a source finer than 16 bits gets.
 */
function tonePeriods(
  samples: ArrayLike<number>,
  from: number,
  length: number,
  zeros: readonly Gap[],
): number[] {
  const inZeros = (a: number, b: number) =>
    zeros.some(({ frame, frames }) => b > frame - EDGE_FRAMES && a < frame + frames + EDGE_FRAMES);
  const periods: number[] = [];
  let last: number | undefined;
  for (let i = from; i < from + length; i++) {
    if (samples[i - 1]! >= 0 || samples[i]! < 0) continue;
    if (last !== undefined && !inZeros(last, i)) periods.push(i - last);
    last = i;
  }
  return periods;
}

function toneFile(folder: string): string {
  const tone = Int16Array.from({ length: 20 * SIGNAL_RATE }, (_, i) =>
    Math.round(20_000 * Math.sin((2 * Math.PI * TONE_HZ * i) / SIGNAL_RATE)),
  );
  const path = join(folder, 'tone.wav');
  writeMicWav(path, tone, tone);
  return path;
}

/** Rewrites the logs of all takes from a page of the same origin that has no app. Returns the takes' ids. */
async function editLog({ context, url }: Studio, edit: (log: string) => string): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(`${url}/icon.svg`);
  const logs = await page.evaluate(async () => {
    const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
    const found: [string, string][] = [];
    for await (const id of takes.keys()) {
      const folder = await takes.getDirectoryHandle(id);
      found.push([id, await (await (await folder.getFileHandle('events.jsonl')).getFile()).text()]);
    }
    return found;
  });
  for (const [id, log] of logs) {
    await page.evaluate(
      async ([id, log]) => {
        const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
        const file = await (await takes.getDirectoryHandle(id)).getFileHandle('events.jsonl');
        const writer = await file.createWritable();
        await writer.write(log);
        await writer.close();
      },
      [id, edit(log)] as const,
    );
  }
  await page.close();
  return logs.map(([id]) => id);
}
