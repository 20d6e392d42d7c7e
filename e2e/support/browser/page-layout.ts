import type { Page } from 'playwright';

declare global {
  interface Window {
    /** Sum of all layout shifts since `watchShifts`, including those right after an input. */
    shifted: number;
  }
}

/** Starts to count layout shifts in `window.shifted`. */
export function watchShifts(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        window.shifted += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift' });
  });
}

/** Scales the page's text to `percent` of its size, as a person does in the browser's settings. */
export function enlargeText(page: Page, percent: number): Promise<void> {
  return page.evaluate((size) => void (document.documentElement.style.fontSize = `${size}%`), percent);
}

/**
 * Names of the controls that cannot be pressed where they are visible, because something covers them. Controls that the
 * dock's bar or the window's edge cuts off can be scrolled to and are left out.
 */
export function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) =>
        element.shadowRoot === null ? [element] : [element, ...all(element.shadowRoot)],
      );
    const elements = all(document);
    const dock = elements.find(({ localName }) => localName === 'record-dock');
    const bottom = dock?.getBoundingClientRect().top ?? innerHeight;
    const parent = (node: Node): Node | null => (node instanceof ShadowRoot ? node.host : node.parentNode);
    const within = (inner: Node | null, outer: Node): boolean =>
      inner !== null && (inner === outer || within(parent(inner), outer));
    const topmost = (x: number, y: number): Element | null => {
      let found = document.elementFromPoint(x, y);
      while (found?.shadowRoot) {
        const inner: Element | null = found.shadowRoot.elementFromPoint(x, y);
        if (inner === null || inner === found) break;
        found = inner;
      }
      return found;
    };
    return elements
      .filter((element) => element.matches('button, select, input, summary'))
      .filter((element) => {
        const { left, right, top, bottom: end } = element.getBoundingClientRect();
        const x = (left + right) / 2;
        const y = (top + end) / 2;
        const inDock = dock !== undefined && within(element, dock);
        if (right - left < 2 || x < 0 || y < 0 || x >= innerWidth || y >= (inDock ? innerHeight : bottom))
          return false;
        const board = elements.find(({ localName }) => localName === 'notice-board')?.getBoundingClientRect();
        const inBoard = element.closest('.notice') !== null;
        // This control is scrolled out of the notice board's own viewport.
        if (inBoard && board !== undefined && (y < board.top || y > board.bottom)) return false;
        return !within(topmost(x, y), element);
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.id);
  });
}
