import type { Page } from 'playwright';

/** Milliseconds since the navigation began, and what the page did meanwhile. */
export interface ListTimes {
  /** The first row stood. */
  row: number;
  /** The list had all takes. */
  listed: number;
  /** Every row in view had its picture. */
  pictures: number;
  /** The longest task of the main thread until then. */
  longestTask: number;
  /** How many files and folders were opened before the list had all takes: the same on a slow machine. */
  opened: number;
}

/** From now on every page that is opened notes when its list stood. */
export async function noteListTimes(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const times: Partial<ListTimes> = {};
    globalThis.listTimes = times;
    const drawn = new WeakSet<Element>();
    const { rect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.rect = function (...box) {
      drawn.add(this.canvas);
      rect.apply(this, box);
    };
    let opened = 0;
    const count = (prototype: object, name: string): void => {
      const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
      const method = methods[name]!;
      methods[name] = function (...args) {
        opened++;
        return method.apply(this, args);
      };
    };
    count(FileSystemDirectoryHandle.prototype, 'getDirectoryHandle');
    count(FileSystemDirectoryHandle.prototype, 'getFileHandle');
    count(FileSystemDirectoryHandle.prototype, 'entries');
    count(FileSystemFileHandle.prototype, 'getFile');
    let longest = 0;
    new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask', buffered: true });

    const inside = (root: ParentNode | null | undefined, ...path: string[]): Element | null | undefined =>
      path.reduce<Element | null | undefined>(
        (found, selector) => (found?.shadowRoot ?? root)?.querySelector(selector),
        undefined,
      );
    let list: Element | null | undefined;
    const look = (): void => {
      list ??= inside(document, 'capstan-app', 'takes-panel', 'take-library', 'take-list');
      const rows = [...(list?.shadowRoot?.querySelectorAll('li') ?? [])];
      if (rows.length > 0) {
        times.row ??= performance.now();
        if (Number(rows[0]!.getAttribute('aria-setsize')) === globalThis.expectedTakes) {
          times.listed ??= performance.now();
          times.opened ??= opened;
        }
        const view = list!.shadowRoot!.querySelector('.scroller')!.getBoundingClientRect();
        const seen = rows.filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > view.top && top < view.bottom;
        });
        const canvases = seen.map((row) => inside(row, 'take-row', 'take-thumb', 'wave-thumb', 'canvas'));
        if (canvases.every((canvas) => canvas && drawn.has(canvas))) {
          times.pictures ??= performance.now();
          times.longestTask ??= longest;
        }
      }
      if (times.pictures === undefined || times.listed === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Reloads the page, which has to list `takes` takes, and resolves with the times of its list. */
export async function reloadTimes(page: Page, takes: number): Promise<ListTimes> {
  await page.addInitScript((takes) => (globalThis.expectedTakes = takes), takes);
  await page.reload();
  await page.waitForFunction(
    () => globalThis.listTimes?.pictures !== undefined && globalThis.listTimes.listed !== undefined,
  );
  return page.evaluate(() => globalThis.listTimes as ListTimes);
}

/** Scrolls through the list for two seconds. Resolves with the times between frames, in milliseconds. */
export function scrollFrames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    let scroller: Element | null = null;
    const find = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'take-list') scroller = element.shadowRoot!.querySelector('.scroller');
        if (element.shadowRoot !== null) find(element.shadowRoot);
      }
    };
    find(document);
    const frames: number[] = [];
    const begun = performance.now();
    let last = await new Promise(requestAnimationFrame);
    while (last - begun < 2000) {
      // A row and a half per frame, which is a fast flick.
      scroller!.scrollTop += 84;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    return frames;
  });
}

export function share(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? NaN;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

declare global {
  var listTimes: Partial<ListTimes> | undefined;
  var expectedTakes: number | undefined;
}
