import type { Page } from 'playwright';

/** Scales the page's text to `percent` of its size, as a person does in the browser's settings. */
export function enlargeText(page: Page, percent: number): Promise<void> {
  return page.evaluate((size) => void (document.documentElement.style.fontSize = `${size}%`), percent);
}

/**
 * Names of the controls that cannot be pressed where they are visible, because something covers them. Controls that are
 * scrolled out of a part of the page, or out of the window, are left out, and so is the page behind a modal dialog.
 */
export function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) =>
        element.shadowRoot === null ? [element] : [element, ...all(element.shadowRoot)],
      );
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
    /** Whether a part of the page that scrolls cuts the point off. */
    const cutOff = (node: Node | null, x: number, y: number): boolean => {
      if (node === null) return false;
      if (node instanceof Element && getComputedStyle(node).overflowY === 'auto') {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        if (x < left || x > right || y < top || y > bottom) return true;
      }
      return cutOff(parent(node), x, y);
    };
    const modal = all(document).find((element) => element.matches(':modal'));
    return all(document)
      .filter((element) => modal === undefined || within(element, modal))
      .filter((element) => element.matches('a, button, select, input, summary'))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const x = (left + right) / 2;
        const y = (top + bottom) / 2;
        if (right - left < 2 || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
        return !cutOff(element, x, y) && !within(topmost(x, y), element);
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.id);
  });
}
