import type { Page } from 'playwright';
import { axeFindings, smallTargets } from '../support/checks/axe.ts';
import { App } from '../support/browser/app.ts';
import { inStudio, setMicrophonePermission } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { inTurn } from '../support/runs/turns.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';

/** Checks the page as it is now. Collects what is wrong, so that one run tells all. */
class Inspection {
  readonly found: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async look(state: string): Promise<void> {
    // A colour that still fades would be measured on its way.
    await this.#page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
    );
    const findings = [...(await axeFindings(this.#page)), ...(await smallTargets(this.#page, 24))];
    this.found.push(...findings.map((finding) => `${state}: ${finding}`));
  }
}

const themes = inTurn(['light', 'dark'] as const);

for (const colorScheme of themes.cases)
  test(
    themes.titled(`every state of the page keeps the rules of accessibility, ${colorScheme}`),
    { tag: themes.tag },
    async () => {
      test.setTimeout(240_000);
      const mic = await signalFile(PROGRAMME.speech);
      await inStudio({ micFile: mic.path, asks: true }, async (studio) => {
        const app = await App.open(studio);
        const { page } = app;
        const { keyboard } = page;
        const inspection = new Inspection(page);
        await page.emulateMedia({ colorScheme });

        await expect(page.getByRole('region', { name: 'Check your microphone' })).toBeVisible();
        await inspection.look('first visit');
        await setMicrophonePermission(studio, 'denied');
        await page.reload();
        await expect(app.pill).toHaveText('No access');
        await inspection.look('access denied');
        await setMicrophonePermission(studio, 'granted');
        await expect(app.pill).toHaveText('Ready');
        await inspection.look('ready');
        await app.record('Interview');
        await keyboard.press('m');
        await app.untilElapsed(1.5);
        await inspection.look('recording');
        await app.button('Pause').click();
        await inspection.look('paused');
        await app.stop('Interview');
        await inspection.look('stopped');
        await app.record('Second');
        await app.untilElapsed(0.5);
        await app.stop('Second');
        await app.standby.click();
        await expect(app.pill).toContainText('Standby');
        await inspection.look('standby');
        await app.standby.click();
        await app.button('Select').click();
        await inspection.look('selecting');
        await keyboard.press('Escape');
        await app.more('Second');
        await inspection.look('menu of a take');
        await keyboard.press('Escape');
        await app.exportTake('Second');
        await inspection.look('export');
        await keyboard.press('Escape');
        await app.delete('Second');
        await app.button('List options').click();
        await page.getByRole('menuitem', { name: 'Deleted takes' }).click();
        await inspection.look('Deleted');
        await app.button('Back').click();
        await app.openTake('Interview');
        await expect(page.getByRole('slider').first()).toBeVisible();
        await inspection.look('page of a take');
        await app.button('Details').click();
        await inspection.look('details of a take');
        await keyboard.press('Escape');
        await app.button('Settings').click();
        await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
        await inspection.look('settings');
        await app.button('Done').click();
        await keyboard.press('?');
        await expect(page.getByRole('dialog')).toBeVisible();
        await inspection.look('keys');
        expect(inspection.found).toEqual([]);
      });
    },
  );

test('on a phone every target is as large as a finger', async () => {
  const mic = await signalFile(PROGRAMME.speech);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const { page } = studio;
    await page.setViewportSize({ width: 390, height: 844 });
    const devTools = await studio.context.newCDPSession(page);
    await devTools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    const app = await App.open(studio);
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
    const found: string[] = [];
    const look = async (state: string): Promise<void> => {
      for (const target of await smallTargets(page, 44)) found.push(`${state}: ${target}`);
    };
    await look('ready');
    await app.record('Interview');
    await app.untilElapsed(1);
    await look('recording');
    await app.stop('Interview');
    await look('stopped');
    await app.button('Library 1').click();
    await look('library');
    await app.openTake('Interview');
    await expect(page.getByRole('slider').first()).toBeVisible();
    await look('page of a take');
    await app.button('Export…').click();
    await expect(page.getByRole('dialog', { name: /^Export/ })).toBeVisible();
    await look('export');
    await page.keyboard.press('Escape');
    await app.button('Settings').click();
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await look('settings');
    expect(found).toEqual([]);
  });
});
