import { coveredControls } from '../support/browser/page-layout.ts';
import { expect, test } from '../support/browser/test.ts';
import { withApp } from '../support/browser/with-app.ts';

test('the edge of the library is dragged and moved by keys, within its limits, and its place outlives a reload', () =>
  withApp(async (app) => {
    const { page } = app;
    await page.setViewportSize({ width: 1240, height: 820 });
    await app.record('Ada');
    await app.untilElapsed(0.5);
    await app.stop('Ada');
    const edge = page.getByRole('separator', { name: 'Width of the library' });
    const library = page.getByRole('complementary', { name: 'Library' });
    const width = async () => Math.round((await library.boundingBox())!.width);
    const expectWidth = async (pixels: number) => {
      await expect.poll(width).toBe(pixels);
      await expect(edge).toHaveAttribute('aria-valuenow', String(pixels));
    };
    const drag = async (to: number) => {
      await page.mouse.move(page.viewportSize()!.width - (await width()) + 2, 400);
      await page.mouse.down();
      await page.mouse.move(to, 410, { steps: 4 });
      await page.mouse.up();
    };
    await expectWidth(400);
    await drag(740);
    await expectWidth(500);
    await drag(100);
    await expectWidth(620);
    expect(await coveredControls(page)).toEqual([]);
    await drag(1200);
    await expectWidth(320);
    expect(await coveredControls(page)).toEqual([]);
    await expect(edge).toHaveAttribute('aria-valuemin', '320');
    await expect(edge).toHaveAttribute('aria-valuemax', '620');
    await edge.focus();
    await page.keyboard.press('ArrowLeft');
    await expectWidth(336);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expectWidth(320);
    await page.keyboard.press('ArrowLeft');

    await page.reload();
    await expectWidth(336);
    // The page of a take has these keys, too.
    await app.openTake('Ada');
    await edge.press('ArrowLeft');
    await expectWidth(352);
    await edge.press('Home');
    await expectWidth(400);
    await drag(740);
    // Half of a smaller window is less.
    await page.setViewportSize({ width: 1080, height: 700 });
    await drag(100);
    await expectWidth(540);
    await page.setViewportSize({ width: 1079, height: 700 });
    await expect(edge).toBeHidden();
    await page.setViewportSize({ width: 1240, height: 820 });
    await edge.dblclick();
    await expectWidth(400);
  }));
