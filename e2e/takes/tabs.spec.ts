import { expect, test } from '../support/browser/test.ts';
import { isSuspicion, isWhole } from '../../src/shared/take/ledger.ts';
import { App, only } from '../support/browser/app.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { expectAlert } from '../support/faults/faults.ts';
import { NOISE, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { openStudio, type Studio } from '../support/browser/studio.ts';
import { validate } from '../support/files/validators.ts';

let mic: SignalFile;
let studio: Studio;
let first: App;
let second: App;

test.beforeEach(async () => {
  mic = await signalFile(NOISE);
  studio = await openStudio({ micFile: mic.path });
  first = await App.open(studio);
});
test.afterEach(() => studio.close());

test('a take that one tab records cannot be deleted, renamed, continued or swept by another, and is exact', async () => {
  await first.encoderReady();
  await first.choose('Opus', 'Music, 128 kb/s');
  await first.record('Mine');
  await first.untilElapsed(2);
  // The log has no event for the encoder's file yet. A sweep looks for such files.
  await expect.poll(() => first.files()).toContain('take.opus');

  second = await first.inNewTab();
  const take = second.take('Mine');
  await expect(take).toContainText('In another tab');
  await expect(take.getByRole('group', { name: 'Continue, or finish it?' })).toHaveCount(0);
  await expect(second.banner).not.toContainText('was interrupted');
  await second.delete(take);
  await expectAlert(second, 'take-busy');
  await second.button('Dismiss').press('Enter');
  await second.rename(take, 'Yours');
  await expectAlert(second, 'take-busy');
  await expect(second.take('Mine')).toBeVisible();
  await second.page.reload();
  await expect(take).toContainText('In another tab');

  await first.page.bringToFront();
  await first.untilElapsed(6);
  await first.stop('Mine');
  const { ledger } = only(await first.events(), 'stopped');
  // The other tab shows the take as finished without a reload.
  await expect(take).not.toContainText('In another tab');
  const told = !isWhole(ledger) || ledger.gaps.some(({ kind }) => isSuspicion(kind));
  await expect(take.getByText(/missing|to check/)).toHaveCount(told ? 1 : 0);
  expect(await first.files()).toEqual(['audio.wav', 'events.jsonl', 'peaks.bin', 'take.opus']);
  expect((await validate(await first.fetch('take.opus'), 'opus')).problems).toEqual([]);
  assertTold(await first.fetch('audio.wav'), mic, ledger);
  expect(studio.problems).toEqual([]);
});

/** Makes a tab behave as if it were shown again, which makes it read the list of takes. */
async function show({ page }: App): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

async function recordShortly(app: App, name: string, called = name): Promise<void> {
  await app.record(name);
  await app.untilElapsed(0.3);
  await app.stop(called);
}

test('two tabs give no name twice, agree on names that are free again, and leave a name that is being typed', async () => {
  await test.step('no name twice, also while both record', async () => {
    second = await first.inNewTab();
    await first.record('Interview');
    await second.record('Interview');
    await first.untilElapsed(1);
    await first.stop('Interview');
    await second.stop('Interview (2)');
    // Neither tab has read its list since the other tab's take ended.
    await first.record('Interview');
    await first.untilElapsed(0.3);
    await first.stop('Interview (3)');
    await second.page.reload();
    for (const name of ['Interview', 'Interview (2)', 'Interview (3)'])
      await expect(second.take(name)).toBeVisible();
  });
  await test.step('a name whose take one tab deleted or renamed is free in the other, which never listed that take', async () => {
    await recordShortly(first, 'Deleted');
    await first.delete('Deleted');
    await expect(first.take('Deleted')).toHaveCount(0);
    await recordShortly(first, 'Draft');
    await first.rename('Draft', 'Final');
    await expect(first.take('Final')).toBeVisible();

    // The first tab shows the name before it is written.
    await expect(async () => {
      await show(second);
      await expect(second.take('Final')).toBeVisible({ timeout: 1000 });
    }).toPass();
    await recordShortly(second, 'Deleted');
    await recordShortly(second, 'Draft');
    await recordShortly(second, 'Final', 'Final (2)');
  });
  await test.step('a new name that is being typed stays when another tab renames the take meanwhile', async () => {
    await recordShortly(first, 'Ada');
    await show(second);
    await expect(second.take('Ada')).toBeVisible();
    const rename = async (app: App, take: string, name: string) => {
      await (await app.editName(take)).fill(name);
    };
    await rename(first, 'Ada', 'Grace');
    await rename(second, 'Ada', 'Edith');
    await second.page.keyboard.press('Enter');
    await expect(second.take('Edith')).toBeVisible();

    // The second tab shows the name before it is written.
    const field = first.take('Edith').getByRole('textbox', { name: 'New name' });
    await expect(async () => {
      await show(first);
      await expect(field).toHaveValue('Grace', { timeout: 1000 });
    }).toPass();
    await field.press('Enter');
    await expect(first.take('Grace')).toBeVisible();
  });
});

test('a take that one tab converts is not deleted by another', async () => {
  await first.choose('WAV', '16-bit');
  await first.record('Source');
  await first.untilElapsed(1);
  await first.stop('Source');
  // The encoder's code arrives, but it is held back where the job requests it.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await first.page.route('**/encoder.worker-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await first.encoderReady();
  const dialog = await first.exportTake('Source');
  await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
  await first.button('Start converting').click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();

  second = await first.inNewTab();
  const take = second.take('Source');
  await second.delete(take);
  await expectAlert(second, 'take-busy');
  release();
  await expect(dialog.getByRole('combobox', { name: 'File' })).toBeVisible({ timeout: 30_000 });
  const made = ['audio.wav', 'events.jsonl', 'peaks.bin'];
  expect((await first.files()).filter((file) => !made.includes(file))).toHaveLength(1);
  await second.delete(take);
  await expect(take).toHaveCount(0);
  await second.emptyDeleted();
  expect(await first.takeIds()).toEqual([]);
});

test('at its start the app removes what nobody can use, and nothing else', async () => {
  await first.choose('WAV', '16-bit');
  await first.record('Kept');
  await first.untilElapsed(1);
  await first.stop('Kept');
  const kept = (await first.takeIds())[0]!;
  await first.page.evaluate(async (kept) => {
    const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
    const make = async (folder: FileSystemDirectoryHandle, name: string, text: string) => {
      const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writer.write(text);
      await writer.close();
    };
    const folder = await takes.getDirectoryHandle(kept);
    await make(folder, 'take.opus', 'OggS, half');
    await make(folder, 'converted-music.mp3', 'half');
    await make(folder, 'notes.txt', 'not known, so left alone');
    const empty = await takes.getDirectoryHandle('empty', { create: true });
    await make(empty, 'take.flac.crswap', 'rest');
    await make(await takes.getDirectoryHandle('torn', { create: true }), 'events.jsonl', '{"type":"crea');
    const audio = await takes.getDirectoryHandle('only-audio', { create: true });
    await make(audio, 'audio.wav', 'RIFF');
    // Two deleted takes: one of yesterday, and one that is overdue.
    const log = await (await (await folder.getFileHandle('events.jsonl')).getFile()).text();
    for (const [id, days] of [
      ['deleted-lately', 1],
      ['deleted-long-ago', 31],
    ] as const) {
      const at = Date.now() - days * 24 * 60 * 60 * 1000;
      const deleted = `${log.replaceAll(kept, id)}{"type":"deleted","at":${at}}\n`;
      await make(await takes.getDirectoryHandle(id, { create: true }), 'events.jsonl', deleted);
    }
  }, kept);
  await first.page.reload();
  await expect.poll(() => first.takeIds()).toEqual([kept, 'deleted-lately', 'only-audio'].sort());
  await expect.poll(() => first.files(kept)).toEqual(['audio.wav', 'events.jsonl', 'notes.txt', 'peaks.bin']);
  await expect(first.take('Kept')).toContainText('WAV · 16-bit');
});
