import type { Page } from 'playwright/test';
import { coveredControls } from '../support/browser/page-layout.ts';
import { expect, test } from '../support/browser/test.ts';
import { withApp } from '../support/browser/with-app.ts';

const hash = (page: Page) => new URL(page.url()).hash;
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

test('the settings: by keyboard alone, by their addresses, a scheme that names the next take, and on a phone', () =>
  withApp(async (app) => {
    const { page } = app;
    await test.step('the settings by keyboard alone: to a page, to its first control, on to another page, out', async () => {
      const { keyboard } = page;
      await keyboard.press('Control+,');
      await expect(heading(page, 'Settings')).toBeFocused();
      await expect(page.getByRole('combobox', { name: 'Pre-roll' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Recording' })).toHaveAttribute('aria-current', 'page');
      await keyboard.press('Tab');
      await expect(app.button('Done')).toBeFocused();
      for (let step = 0; step < 5; step++) await keyboard.press('Tab');
      await expect(page.getByRole('link', { name: 'Looks' })).toBeFocused();
      await keyboard.press('Enter');
      await expect(heading(page, 'Looks')).toBeFocused();
      await expect(page.getByRole('link', { name: 'Looks' })).toHaveAttribute('aria-current', 'page');
      await expect(page.locator('[aria-current=page]', { hasText: 'Recording' })).toHaveCount(0);
      await keyboard.press('Tab');
      await expect(page.getByRole('radio', { name: 'System' })).toBeFocused();
      await keyboard.press('ArrowDown');
      await expect(page.locator('html')).toHaveAttribute('data-looks', 'light');
      await keyboard.press('Shift+Tab');
      await expect(page.getByRole('link', { name: 'About' })).toBeFocused();
      await keyboard.press('Enter');
      await expect(page.getByRole('region', { name: 'Settings' })).toContainText(
        'Nothing leaves this device',
      );
      await keyboard.press('Escape');
      await expect(app.button('Settings')).toBeFocused();
      expect(hash(page)).toBe('#/record');
    });
    await test.step('each page of the settings has an address, which outlives a reload; back and forward go through them', async () => {
      await app.openSettings('Input');
      expect(hash(page)).toBe('#/settings/input');
      await app.openSettings('Storage');
      await page.goBack();
      await expect(heading(page, 'Input')).toBeFocused();
      await page.reload();
      await expect(heading(page, 'Settings')).toBeFocused();
      await expect(app.button('Check the microphone')).toBeVisible();
      await page.goForward();
      await expect(heading(page, 'Storage')).toBeVisible();
      // A change of the page does not take the focus away from the dock.
      await app.button('Record').focus();
      await page.goBack();
      await expect(heading(page, 'Input')).toBeVisible();
      await expect(app.button('Record')).toBeFocused();
      await app.button('Done').click();
      await expect(app.pill).toHaveText('Ready');
    });
    await test.step('a scheme of the settings names the next take; one that cannot be used says why and changes nothing', async () => {
      await app.openSettings('Files and names');
      const scheme = page.getByRole('textbox', { name: 'Naming scheme' });
      await scheme.fill('{speaker}_{n:03}');
      await page.getByRole('textbox', { name: 'Speaker' }).fill('ada');
      await scheme.fill('{speaker}_{n:03');
      await expect(page.getByText('A { is not closed.')).toBeVisible();
      await app.button('Done').click();
      await page.keyboard.press('r');
      await app.untilElapsed(0.5);
      await page.keyboard.press('r');
      await expect(app.take('ada_001')).toBeVisible();
    });
    await test.step('on a phone a list leads to the pages of the settings, and back to the list', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await app.button('Settings').click();
      await expect(heading(page, 'Recording')).toBeHidden();
      await expect(page.getByRole('link', { name: 'Files and names' })).toBeVisible();
      for (const title of await app.settingsPages.allTextContents()) {
        await app.openSettings(title);
        await expect(heading(page, title)).toBeFocused();
        await expect(page.getByRole('navigation', { name: 'Settings' })).toBeHidden();
        expect(await coveredControls(page)).toEqual([]);
        expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(390);
      }
      await page.getByRole('link', { name: 'All settings' }).click();
      await expect(page.getByRole('link', { name: 'About' })).toBeFocused();
      await page.goBack();
      await expect(heading(page, 'About')).toBeFocused();
      await app.set('Dark', 'Looks');
      await expect(page.locator('html')).toHaveAttribute('data-looks', 'dark');
    });
  }));

test('the setting Looks overrules the system, on the page and around it, and outlives a reload', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.emulateMedia({ colorScheme: 'light' });
    /** What a browser takes: the first whose media matches. */
    const color = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')].find(
            ({ media }) => matchMedia(media).matches,
          )?.content,
      );
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const expectLooks = async (around: string, on: string) => {
      await expect.poll(color).toBe(around);
      expect(await paper()).toBe(on);
    };
    const light = ['#f6f4f1', 'rgb(246, 244, 241)'] as const;
    const dark = ['#141312', 'rgb(20, 19, 18)'] as const;
    await expectLooks(...light);
    await app.set('Dark', 'Looks');
    await expectLooks(...dark);
    await page.reload();
    await expectLooks(...dark);
    await app.set('System', 'Looks');
    await expectLooks(...light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectLooks(...dark);
    await app.set('Light', 'Looks');
    await expectLooks(...light);
  }));

test('a take’s page tells the gain to the loudness target, and what is chosen there outlives a reload', () =>
  withApp(async (app) => {
    const { page } = app;
    await app.record('Loud');
    await app.untilElapsed(2);
    await app.stop('Loud');
    const choose = async (target: string) => {
      await app.openSettings('Recording');
      await page.getByRole('combobox', { name: 'Loudness target' }).selectOption({ label: target });
      await app.button('Done').click();
      await page.reload();
      await app.openTake('Loud');
    };
    const facts = page.getByLabel('Facts');
    const tell = async () => {
      const numbers = /Integrated\s*(\S+) LUFS\s*target (\S+): (\S+) dB/.exec(
        (await facts.textContent()) ?? '',
      );
      const [integrated, target, gain] = (numbers ?? [])
        .slice(1)
        .map((text) => Number(text.replace('−', '-')));
      return { target, off: Math.abs(integrated! + gain! - target!) };
    };
    await app.openTake('Loud');
    await expect.poll(tell).toMatchObject({ target: -16 });
    expect((await tell()).off).toBeLessThan(0.11);
    await choose('−23 LUFS');
    await expect.poll(tell).toMatchObject({ target: -23 });
    expect((await tell()).off).toBeLessThan(0.11);
    await choose('Off');
    await expect(facts).toContainText(/Integrated\s*\S+ LUFS/);
    await expect(facts).not.toContainText('target');
  }));
