import { expect, test, WIDE } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { inStudio } from '../support/browser/studio.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';

async function inApp(work: (app: App) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work(app);
    expect(studio.problems).toEqual([]);
  });
}

async function setScheme({ page }: App, scheme: string, speaker = ''): Promise<void> {
  await page.getByRole('button', { name: 'Naming scheme' }).click();
  await page.getByRole('textbox', { name: 'Scheme' }).fill(scheme);
  await page.getByRole('textbox', { name: 'Speaker' }).fill(speaker);
  await page.getByRole('textbox', { name: 'Speaker' }).press('Enter');
}

function nameField({ page }: App) {
  return page.getByRole('textbox', { name: 'Name', exact: true });
}

/** Names in the order in which the takes were begun. Their ids sort by time. */
async function namesOf(app: App): Promise<string[]> {
  const ids = (await app.takeIds()).sort();
  return Promise.all(ids.map(async (id) => only(await app.events(id), 'created').spec.name));
}

/** Records takes as fast as the keys go: R, then N for each next one, then R. */
async function series(app: App, count: number, seconds: number): Promise<void> {
  await app.page.keyboard.press('r');
  for (let take = 1; take <= count; take++) {
    // The name first: until it is the next one, the pill may still be the take's before.
    await expect(nameField(app)).toHaveValue(`ada_${String(take).padStart(3, '0')}`);
    await expect(app.pill).toHaveText('Recording');
    await app.untilElapsed(seconds);
    await app.page.keyboard.press(take < count ? 'n' : 'r');
  }
  await expect(app.pill).not.toHaveText('Recording');
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => `ada_${String(at + 1).padStart(3, '0')}`);

test('a series by a scheme: takes by key without waiting, a list of words, and two tabs at one moment', () =>
  inApp(async (app) => {
    await setScheme(app, '{speaker}_{n:03}', 'ada');
    await expect(nameField(app)).toHaveValue('ada_001');
    await series(app, 12, 0.1);
    await expect(nameField(app)).toHaveValue('ada_013');
    expect(await namesOf(app)).toEqual(numbered(12));

    // Neither tab can have heard of the other's press.
    const second = await app.inNewTab();
    await expect(nameField(second)).toHaveValue('ada_013');
    await Promise.all(
      [app, second].map(({ page }) =>
        page.evaluate(
          () =>
            void setTimeout(
              () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true })),
              50,
            ),
        ),
      ),
    );
    for (const tab of [app, second]) await tab.untilElapsed(0.3);
    for (const tab of [app, second]) await tab.page.keyboard.press('r');
    for (const tab of [app, second]) await expect(tab.pill).not.toHaveText('Recording');
    expect((await namesOf(app)).sort()).toEqual(numbered(14));
    await second.page.close();

    await app.page.getByRole('button', { name: 'Naming scheme' }).click();
    await app.page.getByRole('textbox', { name: 'Scheme' }).fill('{word');
    await expect(app.page.getByText('A { is not closed.')).toBeVisible();
    await app.page.getByRole('textbox', { name: 'Scheme' }).fill('{word}-{n}');
    await app.page.getByRole('textbox', { name: 'Words to record' }).fill('apple\npear\nplum');
    await app.button('Done').click();
    const prompt = app.page.locator('word-prompt');
    await expect(prompt).toContainText('apple');
    await expect(prompt).toContainText('1 of 3');
    await app.page.reload();
    await app.page.getByRole('button', { name: 'Skip this word' }).click();
    await expect(nameField(app)).toHaveValue('pear-1');
    await app.page.keyboard.press('r');
    await app.untilElapsed(0.2);
    await expect(prompt).toContainText('pear');
    await app.page.keyboard.press('r');
    await expect(app.take('pear-1')).toBeVisible();
    await expect(nameField(app)).toHaveValue('plum-2');
  }));

test('60 takes without waiting have 60 names in order, within 80 s', { tag: WIDE }, () =>
  inApp(async (app) => {
    await setScheme(app, 'ada_{n:03}');
    const began = Date.now();
    await series(app, 60, 0.9);
    expect((Date.now() - began) / 1000).toBeLessThanOrEqual(80);
    expect(await namesOf(app)).toEqual(numbered(60));
  }),
);

test('the editor of the scheme closes by the button that opened it, and gives the focus back; another tab’s settings stay', () =>
  inApp(async (app) => {
    const { page } = app;
    const opener = page.getByRole('button', { name: 'Naming scheme' });
    const editor = page.getByRole('dialog', { name: 'Names of the next takes' });
    await opener.click();
    await expect(editor).toBeVisible();
    await opener.click();
    await expect(editor).toBeHidden();
    // As long as a person takes between two presses.
    await page.waitForTimeout(200);
    await opener.click();
    await page.getByRole('textbox', { name: 'Words to record' }).fill('apple\npear');
    await page.keyboard.press('Escape');
    await expect(editor).toBeHidden();
    await expect(opener).toBeFocused();
    await expect(nameField(app)).toHaveValue('apple');
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await expect(editor).toBeVisible();
    await app.button('No scheme').click();
    await app.button('Done').click();
    await expect(opener).toBeFocused();

    const second = await app.inNewTab();
    await setScheme(second, 'ada_{n:03}');
    await page.bringToFront();
    await app.choose('FLAC');
    await second.page.bringToFront();
    await second.page.reload();
    await expect(nameField(second)).toHaveValue('ada_001');
    await expect(second.page.getByRole('combobox', { name: 'Format', exact: true })).toHaveValue('flac');
  }));

test('several takes are renamed by a scheme, by key alone, and get their names back', () =>
  inApp(async (app) => {
    const { page } = app;
    for (const name of ['a', 'b', 'c']) {
      await app.record(name);
      await app.untilElapsed(0.2);
      await app.stop(name);
    }
    const names = () => app.takes.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
    await app.takes.first().focus();
    await page.keyboard.press('Control+a');
    await app.button('Rename…').press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Rename 3 takes' });
    const scheme = dialog.getByRole('textbox', { name: 'Scheme' });
    await expect(scheme).toBeFocused();
    await page.keyboard.type('{bad');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('A { is not closed.')).toBeVisible();
    await expect(scheme).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('x{n:02}');
    await expect(dialog.getByRole('listitem')).toHaveText([
      /c\W+becomes\s+x01/,
      /b\W+becomes\s+x02/,
      /a\W+becomes\s+x03/,
    ]);
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect.poll(names).toEqual(['x01', 'x02', 'x03']);
    await app.button('Undo').click();
    await expect.poll(names).toEqual(['c', 'b', 'a']);
  }));
