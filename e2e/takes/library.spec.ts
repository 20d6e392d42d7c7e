import type { Page } from 'playwright';
import { App } from '../support/browser/app.ts';
import { wordTakes } from '../support/takes/many-takes.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';

const TAKES = 60;

test('sixty takes: only the rows in view are in the page, one tab stop, and all is done by key', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    const { page } = app;
    const { keyboard } = page;
    await app.choose('WAV', '16-bit');
    await app.record('First');
    await app.untilElapsed(0.5);
    await app.stop('First');
    await wordTakes(page, TAKES);
    await page.addInitScript(notePicture);
    await page.reload();
    const row = (nth: number) => app.take(`word_${String(nth).padStart(2, '0')}`);
    await expect(row(1)).toHaveAttribute('aria-setsize', String(TAKES));

    await test.step('the page is small, and so are the rows', async () => {
      await expect.poll(() => drawnShare(page)).toBeGreaterThan(0.05);
      const counts = await page.evaluate(countNodes);
      console.log(`${counts.nodes} nodes, ${counts.rows} rows, first picture after ${counts.pictureMs} ms`);
      expect(counts.nodes).toBeLessThanOrEqual(1500);
      expect(counts.tabStops).toBe(1);
      expect(counts.rows).toBeLessThan(TAKES / 2);
      expect((await row(1).boundingBox())!.height).toBeLessThanOrEqual(64);
    });

    await test.step('keys go through all rows', async () => {
      await row(1).focus();
      await keyboard.press('ArrowDown');
      await expect(row(2)).toBeFocused();
      await keyboard.press('End');
      await expect(row(TAKES)).toBeFocused();
      await expect(row(TAKES)).toBeInViewport();
      await keyboard.press('PageUp');
      await keyboard.press('Home');
      await expect(row(1)).toBeFocused();
    });

    await test.step('five names in a row by F2, text and Tab', async () => {
      await keyboard.press('F2');
      for (const name of ['eins', 'zwei', 'drei', 'vier', 'fünf']) {
        await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
        await keyboard.insertText(name);
        await keyboard.press('Tab');
      }
      await keyboard.press('Escape');
      await expect(row(6)).toBeFocused();
      for (const name of ['eins', 'zwei', 'drei', 'vier', 'fünf']) await expect(app.take(name)).toBeVisible();
    });

    await test.step('Del takes row 30 out, Undo brings it back as it was', async () => {
      for (let nth = 6; nth < 30; nth++) await keyboard.press('ArrowDown');
      await expect(row(30)).toBeFocused();
      const id = (await row(30).getAttribute('data-id'))!;
      const before = await soundOf(page, id);
      await keyboard.press('Delete');
      await expect(row(31)).toBeFocused();
      await expect(row(30)).toHaveCount(0);
      await keyboard.press('Delete');
      await expect(row(32)).toBeFocused();
      await app.button('Undo').click();
      await expect(row(31)).toHaveAttribute('aria-current', 'true');
      await expect(app.toast).toHaveText('word_30 deleted');
      // A second click as soon as this would count as one half of a double click.
      await app.button('Undo').press('Enter');
      await expect(row(30)).toBeFocused();
      expect(await soundOf(page, id)).toEqual(before);
      // The list shows it before that is written.
      const restored = async () => (await app.events(id)).filter(({ type }) => type === 'restored').length;
      await expect.poll(restored).toBe(1);
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });

    await test.step('a star, a rejection and the menu', async () => {
      await keyboard.press('s');
      await expect(row(30).getByRole('button', { name: 'Star word_30' })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
      await keyboard.press('x');
      await expect(row(31)).toBeFocused();
      await keyboard.press('Shift+F10');
      const menu = page.getByRole('menu', { name: 'More for word_31' });
      await expect(menu.getByRole('menuitem', { name: 'Open' })).toBeFocused();
      await keyboard.press('ArrowDown');
      await expect(menu.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
      const deleting = menu.getByRole('menuitem', { name: 'Delete' });
      await expect(deleting).toHaveAttribute('aria-keyshortcuts', 'Delete');
      await expect(deleting.locator('kbd')).toHaveText('Del');
      await keyboard.press('Escape');
      await expect(row(31)).toBeFocused();
    });

    await test.step('several are selected, deleted and brought back together', async () => {
      await keyboard.press('Shift+ArrowDown');
      await keyboard.press('Shift+ArrowDown');
      await expect(page.getByText('3 selected')).toBeVisible();
      await keyboard.press('Delete');
      await expect(row(34)).toHaveAttribute('aria-setsize', String(TAKES - 3));
      await keyboard.press('Control+z');
      await expect(row(31)).toHaveAttribute('aria-setsize', String(TAKES));
      await keyboard.press('Escape');
      await expect(app.button('Select')).toBeVisible();
    });

    await test.step('a search is typed after /, and Esc ends it', async () => {
      await keyboard.press('/');
      await keyboard.type('word_5');
      await expect(app.takes).toHaveCount(10);
      await keyboard.type('x');
      await expect(page.getByText('Nothing named “word_5x”')).toBeVisible();
      await keyboard.press('Escape');
      await expect(row(31)).toBeFocused();
    });

    await test.step('what was deleted lies in Deleted until it is removed for good', async () => {
      await keyboard.press('Delete');
      await expect(row(32)).toBeFocused();
      await app.emptyDeleted();
      await page.reload();
      await expect(row(6)).toHaveAttribute('aria-setsize', String(TAKES - 1));
      expect(await app.takeIds()).toHaveLength(TAKES - 1);
    });

    await test.step('the browser asks before the page closes while deletions are being written', async () => {
      await app.button('Select').click();
      await app.button('All').click();
      const question = page.waitForEvent('dialog', { timeout: 5000 });
      await app.button('Delete').evaluate((button: HTMLElement) => {
        button.click();
        setTimeout(() => location.reload());
      });
      expect((await question).type()).toBe('beforeunload');
      await (await question).dismiss();
      await expect(page.getByText('No takes yet.')).toBeVisible();
    });
    expect(studio.problems).toEqual([]);
  });
});

/** Nodes of the whole page, shadow trees included, and what the list has. */
function countNodes() {
  let nodes = 0;
  let rows = 0;
  let tabStops = 0;
  const count = (root: ParentNode, inList: boolean): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      nodes++;
      const list = inList || element.localName === 'take-list';
      if (element.localName === 'take-row') rows++;
      if (list && element.tabIndex >= 0 && element.matches('[tabindex], button, input, a')) tabStops++;
      if (element.shadowRoot !== null) count(element.shadowRoot, list);
    }
  };
  count(document, false);
  return { nodes, rows, tabStops, pictureMs: Math.round(globalThis.pictureAt ?? NaN) };
}

/** Notes when a row has its picture: the canvas is drawn on in the frame after it got its size. */
function notePicture(): void {
  const find = (root: ParentNode): boolean => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'wave-thumb') {
        const { source } = element as Element & { source?: unknown };
        return source !== undefined;
      }
      if (element.shadowRoot !== null && find(element.shadowRoot)) return true;
    }
    return false;
  };
  const look = (): void => {
    if (find(document)) globalThis.pictureAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** The share of a take's picture that is not background: of the first row. */
function drawnShare(page: Page): Promise<number> {
  return page
    .locator('wave-thumb canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      if (width === 0) return 0;
      const copy = new OffscreenCanvas(width, height).getContext('2d')!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, width, height);
      let drawn = 0;
      for (let at = 0; at < data.length; at += 4)
        if (
          data[at] !== data[0] ||
          data[at + 1] !== data[1] ||
          data[at + 2] !== data[2] ||
          data[at + 3] !== data[3]
        )
          drawn++;
      return drawn / (width * height);
    });
}

/** The hash of a take's recording. */
function soundOf(page: Page, id: string): Promise<number[]> {
  return page.evaluate(async (id) => {
    const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
    const file = await (await (await takes.getDirectoryHandle(id)).getFileHandle('audio.wav')).getFile();
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))];
  }, id);
}

declare global {
  /** Milliseconds after the start of the page at which the first take had its picture. */
  var pictureAt: number | undefined;
}
