import { join } from 'node:path';
import { copyFileSync } from 'node:fs';
import { expect, test } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { dragFiles } from '../support/browser/drag-files.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { mustRun } from '../support/browser/run.ts';
import { NOISE, PROGRAMME, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { inStudio, type Studio } from '../support/browser/studio.ts';
import { inTurn } from '../support/runs/turns.ts';

interface Scene {
  readonly app: App;
  readonly studio: Studio;
  readonly mic: SignalFile;
}

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work({ app, studio, mic });
    expect(studio.problems).toEqual([]);
  });
}

/** A file with one second of music, as another program writes it. */
async function soundFile({ folder }: Studio, name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  const { path: music } = await signalFile(PROGRAMME.music);
  await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', music, '-t', '1', ...args, path]);
  return path;
}

async function titleIn(path: string): Promise<string> {
  const { stdout } = await mustRun('ffprobe', [
    ...['-v', 'error', '-show_entries', 'format_tags=title', '-of', 'default=nw=1:nk=1', path],
  ]);
  return stdout.trim();
}

async function convertOpened({ app }: Scene, take: string): Promise<void> {
  await app.button('Start converting').click();
  await expect(app.take(take)).toBeVisible({ timeout: 30_000 });
}

const LETTERS = 'a'.repeat(199);

test('names: long ones, those of files, and those that another take has', () =>
  scene(async (all) => {
    const { app, studio } = all;
    await test.step('a name that is too long is cut before an emoji, not through it: in the list, in the tag, in the name field', async () => {
      await app.openFile(await soundFile(studio, `${LETTERS}😀.wav`));
      await convertOpened(all, LETTERS);
      expect(await titleIn(await app.fetch('take.mp3'))).toBe(LETTERS);

      const field = app.page.getByRole('textbox', { name: 'Name', exact: true });
      await field.fill('');
      await field.focus();
      await app.page.keyboard.insertText(`${LETTERS}😀`);
      await expect(field).toHaveValue(LETTERS);
    });
    await test.step('two takes of one name as long as a name may be are both recorded, and told apart', async () => {
      const name = 'b'.repeat(200);
      for (const listed of [name, `${'b'.repeat(196)} (2)`]) {
        await app.record(name);
        await app.untilElapsed(0.5);
        await app.stop(listed);
      }
      await expect(app.alert).toHaveCount(0);
    });
    await test.step('only the ending of an audio file is no part of its name', async () => {
      const sound = await soundFile(studio, 'sound.wav');
      for (const [file, take] of [
        ['Interview 12.05', 'Interview 12.05'],
        ['Interview 12.06.WAV', 'Interview 12.06'],
      ] as const) {
        const path = join(studio.folder, file);
        copyFileSync(sound, path);
        await app.openFile(path);
        await convertOpened(all, take);
      }
    });
    await test.step('a take that is renamed, and a file that is opened, get no name that another take has', async () => {
      await app.record('Ada');
      await app.untilElapsed(0.5);
      await app.stop('Ada');
      await app.openFile(await soundFile(studio, 'Ada.wav'));
      await convertOpened(all, 'Ada (2)');
      await app.record('Grace');
      await app.untilElapsed(0.5);
      await app.stop('Grace');
      await app.rename('Grace', 'Ada');
      await expect(app.take('Ada (3)')).toBeVisible();
      await app.rename('Ada (3)', 'Ada (2)');
      await expect(app.take('Ada (2) (2)')).toBeVisible();
    });
  }));

test('what is dropped: files anywhere, while a take is recorded, and on the name field; text; a link', () =>
  scene(async (all) => {
    const { app, studio, mic } = all;
    await test.step('files dropped anywhere on the page are opened in turn, and a take that is recorded goes on', async () => {
      const files = [
        await soundFile(studio, 'one.wav'),
        await soundFile(studio, 'two.webm', '-c:a', 'libopus'),
      ];
      await app.encoderReady();
      const tabs = studio.context.pages().length;
      await app.record('Kept');
      await app.untilElapsed(0.5);
      const target = app.page.getByText('Drop to open here');
      const box = (await app.button('Stop').boundingBox())!;
      await dragFiles(app.page, files, [box.x + 5, box.y + 5]);
      await expect(target).toBeVisible();
      // The test can make the browser drag, but not drag out of the window.
      await app.page.evaluate(() =>
        document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true })),
      );
      await expect(target).toHaveCount(0);
      const again = await dragFiles(app.page, files, [5, 5]);
      await again.drop();
      await expect(target).toHaveCount(0);
      await expect(app.page.getByText('one.wav', { exact: true })).toBeVisible();
      await expect(app.page.getByText('Waiting: two.webm')).toBeVisible();
      // Space still stops the take: the form does not take the focus.
      const recorded = await app.elapsedSeconds();
      await app.button('Start converting').click();
      await expect(app.page.getByText('two.webm', { exact: true })).toBeVisible({ timeout: 30_000 });
      await convertOpened(all, 'two');
      await expect(app.take('one')).toBeVisible();
      await app.untilElapsed(recorded + 0.5);
      await app.stop('Kept');
      const id = (await app.takeIds())[0]!;
      const { ledger } = only(await app.events(id), 'stopped');
      assertTold(await app.fetch('audio.wav', id), mic, ledger);
      expect(studio.context.pages()).toHaveLength(tabs);
    });
    await test.step('a file dropped onto the name field is opened too; text that is dragged there is still text', async () => {
      const field = app.page.getByRole('textbox', { name: 'Name', exact: true });
      const { x, y } = (await field.boundingBox())!;
      const dragged = await dragFiles(app.page, [await soundFile(studio, 'one.wav')], [x + 5, y + 5]);
      await dragged.drop();
      await expect(app.button('Start converting')).toBeVisible();
      await expect(app.page.getByRole('combobox', { name: 'Convert to' })).toBeFocused();
      await field.fill('');
      // The form that opened has scrolled the page.
      await field.scrollIntoViewIfNeeded();
      const scrolled = (await field.boundingBox())!;
      const session = await app.page.context().newCDPSession(app.page);
      const data = { items: [{ mimeType: 'text/plain', data: 'dragged' }], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: scrolled.x + 5, y: scrolled.y + 5, data });
        await expect(app.page.getByText('Drop to open here')).toHaveCount(0);
      }
      await expect(field).toHaveValue('dragged');
    });
    await test.step('a link dropped on the page opens nothing, neither here nor in the place of the page', async () => {
      const session = await app.page.context().newCDPSession(app.page);
      const tabs = studio.context.pages().length;
      const data = {
        items: [{ mimeType: 'text/uri-list', data: `${studio.url}/icon.svg` }],
        dragOperationsMask: 1,
      };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data });
      await app.page.waitForTimeout(1000);
      expect(studio.context.pages()).toHaveLength(tabs);
      await expect(app.button('Record')).toBeVisible();
    });
  }));

/** Files from native ffmpeg, one for each container that the core reads; `convert.spec.ts` has others. */
const KINDS: readonly (readonly [ending: string, ...args: string[]])[] = [
  ['webm', '-c:a', 'libopus'],
  ['mp4', '-c:a', 'aac'],
  ['mka', '-c:a', 'flac'],
  ['mov', '-c:a', 'pcm_s16le'],
  ['3gp', '-c:a', 'aac'],
  ['oga', '-c:a', 'libvorbis', '-f', 'ogg'],
  ['aif', '-c:a', 'pcm_s16be', '-f', 'aiff'],
  ['w64', '-c:a', 'pcm_s24le'],
  ['au', '-c:a', 'pcm_s16be'],
  ['caf', '-c:a', 'pcm_s16le'],
  ['mp2', '-c:a', 'mp2'],
  ['aac', '-c:a', 'aac', '-f', 'adts'],
];
const kinds = inTurn(KINDS, { always: 1, atOnce: 2 });

test(
  kinds.titled('the file picker shows video, speech and studio files, and each is read'),
  { tag: kinds.tag },
  () =>
    scene(async (all) => {
      const { app, studio } = all;
      await app.encoderReady();
      for (const [ending, ...args] of kinds.cases) {
        await test.step(ending, async () => {
          await app.openFile(await soundFile(studio, `a ${ending}.${ending}`, ...args));
          const accept = (await app.page.locator('input[type=file]').getAttribute('accept'))?.split(',');
          for (const [each] of KINDS) expect(accept).toContain(`.${each}`);
          await convertOpened(all, `a ${ending}`);
        });
      }
      await expect(app.alert).toHaveCount(0);
    }),
);
