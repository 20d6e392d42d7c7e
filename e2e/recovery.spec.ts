import { expect, test } from 'playwright/test';
import { alignToSource } from './support/align.ts';
import { App, only } from './support/app.ts';
import { breakOff, comeBack } from './support/broken-off.ts';
import { mustRun } from './support/run.ts';
import { sourceSamples } from './support/source-samples.ts';
import { signalFile, type SignalFile } from './support/signals.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { validate } from './support/validators.ts';
import { readWav } from './support/wav.ts';

const NOISE = { kind: 'random', seconds: 40, seed: 71 } as const;

let mic: SignalFile;
let studio: Studio;
let app: App;

test.beforeEach(async () => {
  mic = await signalFile(NOISE);
  studio = await openStudio({ micFile: mic.path });
  app = await App.open(studio);
});
test.afterEach(() => studio.close());

/** Records for a while, then the tab crashes and another is opened. */
async function recordAndCrash(name: string, format: readonly [string, string], seconds = 2): Promise<void> {
  await app.choose(...format);
  await app.record(name);
  await app.untilElapsed(seconds);
  await breakOff(app);
  app = await comeBack(app);
}

/** Frames `from` to `to` of the newest take are one run of the source; zeros that Chromium inserted are noted. */
async function expectOneRun(from: number, to?: number): Promise<void> {
  const samples = sourceSamples(await app.fetch('audio.wav')).map((channel) => channel.subarray(from, to));
  const found = alignToSource(samples, [mic.left, mic.right]);
  expect(found.mismatchAt).toBeUndefined();
  expect(found.missing).toEqual([]);
  const noted = (await app.events()).flatMap((event) =>
    event.type === 'gap' && event.gap.kind === 'zeros' ? [event.gap] : [],
  );
  for (const { atTakeFrame, frames } of found.insertedZeroRuns)
    expect(noted).toContainEqual({ frame: from + atTakeFrame, frames, kind: 'zeros' });
}

test('a take that broke off is offered once, in one notice and on its card; kept as WAV, nobody asks again', async () => {
  await recordAndCrash('Interview', ['WAV', '16-bit']);
  const take = app.take('Interview');
  await expect(take).toContainText('Recovered');
  await expect(app.page.getByRole('status')).toContainText('“Interview” broke off the last time');
  await expect(app.alert).toHaveCount(0);
  const choices = take.getByRole('group', { name: 'What becomes of this take' }).getByRole('button');
  await expect(choices).toHaveText([/Continue/, /Keep as WAV/]);
  await take.getByRole('button', { name: 'Keep as WAV' }).focus();
  await app.page.keyboard.press('Enter');
  await expect(choices).toHaveCount(0);
  await expect(take.getByRole('button', { name: 'Play', exact: true })).toBeFocused();
  await expect(app.page.getByRole('status')).not.toContainText('broke off');

  await app.page.reload();
  await expect(take).toContainText('Recovered');
  await expect(choices).toHaveCount(0);
  await expect(app.page.getByRole('status')).not.toContainText('broke off');
  await expectOneRun(0);
});

test('a take that broke off while it was recorded in Opus is encoded as Opus when the person says so', async () => {
  await app.encoderReady();
  await recordAndCrash('Broken Opus', ['Opus', 'Music, 128 kb/s'], 4);
  const take = app.take('Broken Opus');
  const encode = take.getByRole('button', { name: 'Encode as Opus' });
  // What the encoder had written by then is no file, and is gone.
  await expect.poll(() => app.files()).toEqual(['audio.wav', 'events.jsonl']);
  await app.encoderReady();
  await encode.click();
  await expect(take.getByRole('combobox', { name: 'File' })).toContainText('Opus', { timeout: 30_000 });
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
  await app.button('Marker M').or(app.button('Marker')).click();
  await app.untilElapsed(2);
  const firstBreak = await breakOff(app);
  app = await comeBack(app);
  await app.take('Long').getByRole('button', { name: 'Continue' }).click();
  await expect(app.button('Stop')).toBeEnabled();
  await expect(app.page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Long');
  await expect(app.page.getByRole('combobox', { name: 'Format', exact: true })).toHaveValue('flac');
  await expect(app.take('Long')).toHaveCount(0);
  await app.untilElapsed(4);
  await breakOff(app);
  app = await comeBack(app);
  await app.encoderReady();
  await app.take('Long').getByRole('button', { name: 'Continue' }).click();
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
  // The last sign of life lies within a write and a crash's own time before the break.
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
  // All time is either recorded or a break.
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

  // The encoder got all of it, from the first frame.
  const decoded = `${studio.folder}/decoded.wav`;
  await mustRun('flac', ['--silent', '--decode', '--force', '-o', decoded, await app.fetch('take.flac')]);
  const flac = readWav(decoded);
  expect(flac.frames).toBe(wav.frames);
  for (const [channel, samples] of wav.samples.entries()) expect(samples).toEqual(flac.samples[channel]);
  await expect(app.take('Long')).toContainText('Whole');
  await expect(app.take('Long')).toContainText('2 breaks');
});

test('only the encoder broke off: the take is whole, and is encoded or kept as WAV', async () => {
  // The encoder's code does not arrive, so it is still waited for when the tab crashes.
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
  await expect(take).toContainText('Whole');
  const choices = take.getByRole('group', { name: 'What becomes of this take' }).getByRole('button');
  await expect(choices).toHaveText([/Encode as Opus/, /Keep as WAV/]);
  await take.getByRole('button', { name: 'Keep as WAV' }).click();
  await expect(choices).toHaveCount(0);
  await expect(take).not.toContainText('Not encoded');
  await expectOneRun(0);
});
