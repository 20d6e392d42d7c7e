import { readFileSync } from 'node:fs';
import type { App } from '../support/browser/app.ts';
import { expect, test } from '../support/browser/test.ts';
import { withApp } from '../support/browser/with-app.ts';
import { playhead, recordAndOpen, select, waveform } from '../support/takes/take-page.ts';

/** The length of a WAV's samples. */
const dataBytes = (wav: Buffer) => wav.readUInt32LE(wav.indexOf('data') + 4);

/** Opens the page of the take recorded last by its address. */
async function openPage(app: App): Promise<void> {
  const id = (await app.takeIds()).at(-1)!;
  await app.page.evaluate((id) => (location.hash = `#/take/${id}`), id);
  await expect(waveform(app.page)).toBeVisible();
}

test('a take has a page: it plays there, is looked at closely, selected in, cut, marked, renamed and exported, by pointer and by key', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.record('Ada');
    await app.untilElapsed(2);
    await page.keyboard.press('m');
    await app.untilElapsed(4);
    await app.stop('Ada');
    await openPage(app);
    const tab = page.getByRole('link', { name: 'Take', exact: true });
    await expect(tab).toHaveAttribute('aria-current', 'page');
    await page.goBack();
    await expect(waveform(page)).toHaveCount(0);
    await page.goForward();
    await expect(waveform(page)).toBeVisible();
    await expect(page.getByLabel('Facts')).toContainText('No audio lost');
    // The loudness is measured in the background.
    await expect(page.getByLabel('Facts')).toContainText(/Integrated\s*−?\d+\.\d LUFS/);
    await expect(page.getByLabel('Facts')).toContainText(/True peak\s*−?\d+\.\d dBTP/);

    // By key: playing, steps, the edges of a selection, closer and farther.
    await page.keyboard.press(' ');
    const controls = page.getByRole('group', { name: 'Player' });
    await expect(controls.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect.poll(() => playhead(page)).toBeGreaterThan(0);
    await page.keyboard.press('k');
    await expect(controls.getByRole('button', { name: 'Play' })).toBeVisible();
    await page.keyboard.press('Home');
    expect(await playhead(page)).toBe(0);
    await page.keyboard.press('Alt+ArrowRight');
    const marker = await playhead(page);
    expect(marker).toBeGreaterThan(1);
    await expect(waveform(page)).toHaveAttribute('aria-valuetext', /^0:0\d of 0:0\d$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('[');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press(']');
    const [from, to] = [page.getByLabel('Selection from'), page.getByLabel('Selection to')];
    await expect(from).toHaveValue('0:01.000');
    await expect(to).toHaveValue('0:02.000');
    await to.fill('1,5');
    await to.press('Enter');
    await expect(to).toHaveValue('0:01.500');

    // A loop stays within the selection.
    await controls.getByRole('button', { name: 'Loop' }).click();
    await controls.getByRole('combobox', { name: 'Speed' }).selectOption('2×');
    await controls.getByRole('button', { name: 'Play' }).click();
    await page.waitForTimeout(1200);
    await controls.getByRole('button', { name: 'Pause' }).click();
    expect(await playhead(page)).toBeGreaterThanOrEqual(0.9);
    expect(await playhead(page)).toBeLessThanOrEqual(1.7);
    await controls.getByRole('button', { name: 'Loop' }).click();

    // Cut, undone twice, made again; the recording itself stays as it is.
    const facts = page.getByLabel('Facts');
    const seconds = async () =>
      Number(/Length[^\d]*0:(\d+\.\d)/.exec((await facts.textContent()) ?? '')?.[1]);
    const whole = await seconds();
    await page.keyboard.press('Delete');
    await expect(facts).toContainText('Length after edits');
    await expect.poll(seconds).toBeCloseTo(whole - 0.5, 0.2);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press(']');
    await page.keyboard.press('t');
    await expect.poll(seconds).toBeCloseTo(whole - 1.5, 0.2);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(seconds).toBe(whole);
    await expect(app.button('Undo')).toBeDisabled();
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(seconds).toBeCloseTo(whole - 0.5, 0.2);

    // Markers: one more, named, moved by key and by pointer, made a chapter, deleted.
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('m');
    const markers = page.getByRole('list', { name: 'Markers' });
    await expect(markers.getByRole('listitem')).toHaveCount(2);
    const named = markers.getByRole('listitem', { name: 'Marker 2' }).getByRole('textbox');
    await named.fill('Welcome');
    await named.press('Enter');
    const welcome = markers.getByRole('listitem', { name: 'Welcome' });
    // Space plays from there, and the arrows move the playhead.
    await expect(waveform(page)).toBeFocused();
    await expect(welcome).toContainText('0:01.000');
    await welcome.getByRole('combobox').selectOption('Chapter');
    await expect(waveform(page)).toHaveAttribute('aria-valuetext', /^0:01 of 0:0\d, chapter 1$/);
    // By key, and there and back as quickly as the key repeats.
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await expect(welcome).toContainText('0:01.010');
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await expect(welcome).toContainText('0:01.020');
    for (let i = 0; i < 2; i++) {
      await page.keyboard.press('Alt+Shift+ArrowLeft');
      await page.waitForTimeout(100);
    }
    await expect(welcome).toContainText('0:01.000');
    await page.keyboard.press('Home');
    await page.keyboard.press('m');
    await expect(markers.getByRole('listitem')).toHaveCount(3);
    await waveform(page).scrollIntoViewIfNeeded();
    const wave = (await waveform(page).boundingBox())!;
    const flag = { x: wave.x + wave.width / (whole - 0.5) + 8, y: wave.y + 8 };
    await page.mouse.move(flag.x, flag.y);
    await page.mouse.down();
    await page.mouse.move(flag.x + wave.width / 8, flag.y, { steps: 4 });
    // One before it is deleted meanwhile.
    await markers.getByRole('button', { name: 'Delete Marker 3' }).dispatchEvent('click');
    await expect(markers.getByRole('listitem')).toHaveCount(2);
    await page.mouse.up();
    await expect(welcome).not.toContainText('0:01.000');
    // Deleted in error: Undo sets it again as it was.
    await welcome.getByRole('button', { name: 'Delete Welcome' }).click();
    await expect(welcome).toHaveCount(0);
    await page.locator('toast-slot').getByRole('button', { name: 'Undo' }).click();
    await expect(welcome.getByRole('combobox')).toHaveValue('chapter');
    await markers.getByRole('button', { name: 'Delete Marker 1' }).click();
    await expect(markers.getByRole('listitem')).toHaveCount(1);

    // By pointer: a drag selects, the wheel zooms, a click ends the selection.
    const box = (await waveform(page).boundingBox())!;
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 4, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, middle, { steps: 4 });
    await page.mouse.up();
    await expect(from).toHaveValue(/^0:0[01]\.\d{3}$/);
    await page.mouse.wheel(0, -600);
    const strip = page.getByRole('slider', { name: 'Whole take' });
    await expect(strip).toBeVisible();
    await page.mouse.click(box.x + 0.8 * box.width, middle);
    await expect(from).toHaveValue('');

    const name = page.getByLabel('Name of the take');
    await name.fill('Ada Okafor');
    await name.press('Enter');
    await expect(app.take('Ada Okafor')).toBeVisible();
    await expect(waveform(page)).toBeFocused();
    await name.fill(' Ada Okafor  ');
    await name.press('Enter');
    await expect(name).toHaveValue('Ada Okafor');

    await app.button('Details').click();
    await expect(page.getByRole('region', { name: 'Details' })).toContainText(/No audio lost · [\d,]+ of/);
    await page.keyboard.press('Escape');
    await expect(app.button('Details')).toBeFocused();

    await app.button('Export…').click();
    const dialog = page.getByRole('dialog', { name: 'Export “Ada Okafor”' });
    let downloads = 0;
    page.on('download', () => downloads++);
    const download = page.waitForEvent('download');
    const button = dialog.getByRole('button', { name: 'Download' });
    const place = await button.boundingBox();
    await button.dblclick();
    // Nothing moves under a finger when it is told.
    await expect(dialog.getByText('went to the browser’s downloads')).toBeVisible();
    expect(await button.boundingBox()).toEqual(place);
    expect((await download).suggestedFilename()).toBe('Ada Okafor.wav');
    // What is exported is the edited take: without the half second that was cut, and with the marker's name.
    const exported = readFileSync(await (await download).path());
    const recorded = readFileSync(await app.fetch('audio.wav'));
    const [cut, rate] = [
      dataBytes(recorded) - dataBytes(exported),
      recorded.readUInt32LE(recorded.indexOf('fmt ') + 12),
    ];
    expect(cut / recorded.readUInt16LE(recorded.indexOf('fmt ') + 20) / rate).toBeCloseTo(0.5, 5);
    expect(exported.includes('Welcome')).toBe(true);
    expect(downloads).toBe(1);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await page.setViewportSize({ width: 390, height: 844 });
    await expect(app.button('Export…')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }));

test('a take that another tab has edited sounds as it is shown', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.record('Ada');
    await app.untilElapsed(3);
    await app.stop('Ada');
    await openPage(app);
    // The player's element is not in the page.
    await page.evaluate(() => {
      const { prototype } = HTMLMediaElement;
      const { play } = prototype;
      prototype.play = function (this: HTMLMediaElement) {
        Object.assign(globalThis, { played: this });
        return play.call(this);
      };
    });
    const seconds = () =>
      page.evaluate(() => (globalThis as unknown as { played: HTMLMediaElement }).played.duration);
    await page.keyboard.press(' ');
    await expect.poll(() => playhead(page)).toBeGreaterThan(0.3);
    await page.keyboard.press(' ');
    expect(await seconds()).toBeGreaterThan(3);

    const second = await app.inNewTab();
    await openPage(second);
    await second.page.keyboard.press('ArrowRight');
    await second.page.keyboard.press('t');
    await second.page.keyboard.press('[');
    await second.page.keyboard.press('Delete');
    await expect(waveform(second.page)).toHaveAttribute('aria-valuemax', '1.0');
    await page.bringToFront();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(waveform(page)).toHaveAttribute('aria-valuemax', '1.0');
    await page.keyboard.press(' ');
    await expect.poll(seconds).toBe(1);
  }));

test('what is typed when the browser goes back to another take is this take’s: a marker’s name, the take’s name, a selection', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.record('Ada');
    await app.untilElapsed(1);
    await app.stop('Ada');
    await app.record('Bea');
    await app.untilElapsed(1);
    await app.stop('Bea');
    for (const name of ['Ada', 'Bea']) {
      await app.openTake(name);
      await app.button('Add marker').click();
      await expect(page.getByRole('list', { name: 'Markers' }).getByRole('listitem')).toHaveCount(1);
    }
    const [ada, bea] = await app.takeIds();
    await app.openTake('Ada');
    const name = page.getByLabel('Name of the take');
    const marker = page.getByLabel(/^Name of the marker at/);
    const [from, to] = [page.getByLabel('Selection from'), page.getByLabel('Selection to')];
    for (const [field, typed, before, after] of [
      [marker, 'Chorus', 'Marker 1', 'Chorus'],
      [to, '0,5', '', '0:00.500'],
      [name, 'Grace', 'Bea', 'Grace'],
    ] as const) {
      await expect(name).toHaveValue('Ada');
      await field.fill(typed);
      await page.goBack();
      await expect(name).toHaveValue('Bea');
      await expect(field).toHaveValue(before);
      await page.getByLabel('Facts').click();
      await expect(field).toHaveValue(before);
      await page.goForward();
      await expect(name).not.toHaveValue('Bea');
      // What is selected is not kept with a take.
      await expect(field).toHaveValue(field === to ? '' : after);
    }
    await expect(from).toHaveValue('');
    // Nor is it lost with the page.
    await marker.fill('Refrain');
    await page.evaluate(() => (location.hash = '#/record'));
    await expect(name).toHaveCount(0);
    await page.goBack();
    await expect(marker).toHaveValue('Refrain');
    await expect(app.take('Grace')).toBeVisible();
    await expect(app.take('Bea')).toBeVisible();
    await expect(app.take('Ada')).toHaveCount(0);
    const named = async (id: string | undefined) =>
      (await app.events(id)).filter(({ type }) => type === 'marker-changed').length;
    expect([await named(ada), await named(bea)]).toEqual([2, 0]);
  }));

test('where Gain… can be pressed no more, the waveform has the focus: after a cut, and when its field is closed', () =>
  withApp(async (app) => {
    const { page } = app;
    await recordAndOpen(app, 'Ada', 2);
    const gain = app.button('Gain…');
    const field = page.getByLabel('Gain in dB');
    await select(app, '0:00.500', '0:01.000');
    await gain.focus();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.type('+6');
    await page.keyboard.press('Enter');
    await expect(gain).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(gain).toBeDisabled();
    await expect(waveform(page)).toBeFocused();

    await select(app, '0:00.500', '0:01.000');
    await gain.click();
    await page.getByLabel('Selection from').fill('');
    await field.focus();
    await page.keyboard.press('Escape');
    await expect(gain).toBeDisabled();
    await expect(waveform(page)).toBeFocused();
  }));
