import type { Locator, Page } from 'playwright/test';
import { App } from '../support/browser/app.ts';
import { Finger } from '../support/browser/finger.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { multiplyTake } from '../support/takes/many-takes.ts';

interface Scene {
  readonly app: App;
  readonly page: Page;
  readonly finger: Finger;
}

/** The library of a phone, with a take and its copies. */
async function library(takes: number, work: (scene: Scene) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true, lively: true }, async (studio) => {
    const app = await App.open(studio);
    const { page } = app;
    await app.record('First');
    await app.untilElapsed(0.5);
    await app.stop('First');
    if (takes > 1) {
      await multiplyTake(page, takes);
      await page.reload();
    }
    await app.button(`Library ${takes}`).click({ timeout: 30_000 });
    await app.expectListed(takes);
    await work({ app, page, finger: await Finger.of(page) });
    expect(studio.problems).toEqual([]);
  });
}

/** From one share of a row's width to another. */
async function along(row: Locator, from: number, to: number) {
  const { x, y, width, height } = (await row.boundingBox())!;
  const middle = y + height / 2;
  return [
    { x: x + from * width, y: middle },
    { x: x + to * width, y: middle },
  ] as const;
}

const behind = (row: Locator) => row.locator('.behind');
const star = (row: Locator) => row.getByRole('button', { name: /^Star / });

test('a row follows the finger and shows what will happen; only past two fifths of it, or by a flick, it happens', () =>
  library(1, async ({ app, finger }) => {
    const row = app.takes.first();
    const { x } = (await row.locator('take-row').boundingBox())!;
    await finger.hold(...(await along(row, 0.9, 0.6)));
    await expect(behind(row)).toHaveText('Delete');
    await expect(behind(row)).not.toHaveClass(/armed/);
    expect((await row.locator('take-row').boundingBox())!.x).toBeLessThan(x - 90);
    // A finger that rests opens no menu under itself.
    await row.locator('take-row').evaluate((inRow) => {
      const asked = { bubbles: true, composed: true, cancelable: true };
      inRow.dispatchEvent(new MouseEvent('contextmenu', asked));
    });
    expect(await app.page.getByRole('menu').count()).toBe(0);
    await finger.lift();
    await expect(behind(row)).toHaveCount(0);
    expect((await row.locator('take-row').boundingBox())!.x).toBe(x);

    await finger.hold(...(await along(row, 0.1, 0.6)));
    await expect(behind(row)).toHaveText('Star');
    await expect(behind(row)).toHaveClass(/armed/);
    await finger.lift();
    await expect(star(row)).toHaveAttribute('aria-pressed', 'true');
    await expect(behind(row)).toHaveCount(0);
    await finger.flick(...(await along(row, 0.2, 0.45)));
    await expect(star(row)).toHaveAttribute('aria-pressed', 'false');

    // A slow swipe that stops halfway to it.
    await finger.stroke(...(await along(row, 0.8, 0.5)), { ms: 400, restMs: 150 });
    await expect(behind(row)).toHaveCount(0);
    await expect(app.takes).toHaveCount(1);
    await expect(app.page).toHaveURL(/#\/takes$/);

    // A list that is no longer shown, and a row that has left it, have no width that a finger could be past.
    await finger.hold(...(await along(row, 0.9, 0.7)));
    await expect(behind(row)).toHaveText('Delete');
    await app.page.evaluate(() => (location.hash = '/settings/looks'));
    await expect(row).toBeHidden();
    await finger.lift();
    await app.page.evaluate(() => (location.hash = '/takes'));
    await expect(behind(row)).toHaveCount(0);
    await expect(app.takes).toHaveCount(1);
    await finger.hold(...(await along(row, 0.9, 0.7)));
    await expect(behind(row)).toHaveText('Delete');
    // The finger then leaves what lies below the list, and only the document is told that the row has lost it.
    const comesBack = await row.evaluateHandle((item) => {
      const { nextSibling, parentElement } = item;
      const scroller = item.closest<HTMLElement>('.scroller')!;
      scroller.style.pointerEvents = 'none';
      item.remove();
      return () => {
        scroller.style.pointerEvents = '';
        // The list expects it there when it is rendered again.
        parentElement!.insertBefore(item, nextSibling);
      };
    });
    await finger.lift();
    // Longer than a row slides back.
    await app.page.waitForTimeout(400);
    await comesBack.evaluate((comeBack) => comeBack());
    await expect(behind(row)).toHaveCount(0);
    await expect(app.takes).toHaveCount(1);

    await finger.stroke(...(await along(row, 0.9, 0.3)), { ms: 400, restMs: 150 });
    await expect(app.takes).toHaveCount(0);
    await app.button('Undo').click();
    await expect(app.takes).toHaveCount(1);
    await expect(behind(row)).toHaveCount(0);
  }));

test('a finger that goes up scrolls the list and swipes nothing; while takes are selected none is swiped', () =>
  library(40, async ({ app, page, finger }) => {
    const scrolled = () => page.locator('take-list .scroller').evaluate(({ scrollTop }) => scrollTop);
    await finger.stroke({ x: 190, y: 600 }, { x: 150, y: 250 }, { ms: 250 });
    await expect.poll(scrolled).toBeGreaterThan(100);
    await expect(page.locator('.behind')).toHaveCount(0);
    await app.button('Select').click();
    const row = app.takes.filter({ visible: true }).nth(8);
    await finger.hold(...(await along(row, 0.9, 0.3)));
    await expect(page.locator('.behind')).toHaveCount(0);
    await finger.lift();
    await app.expectListed(40);
  }));

test('where lines run from right to left the sides are turned round; with reduced motion nothing slides', () =>
  library(1, async ({ app, page, finger }) => {
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const row = app.takes.first();
    // Otherwise a long name would lose its beginning.
    await expect(row.locator('h4')).toHaveCSS('direction', 'ltr');
    await finger.stroke(...(await along(row, 0.9, 0.3)), { ms: 300 });
    await expect(star(row)).toHaveAttribute('aria-pressed', 'true');
    expect(
      await row.evaluate(
        (item) =>
          item.getAnimations({ subtree: true }).filter(({ playState }) => playState === 'running').length,
      ),
    ).toBe(0);
    await finger.stroke(...(await along(row, 0.1, 0.7)), { ms: 300 });
    await expect(app.takes).toHaveCount(0);
  }));
