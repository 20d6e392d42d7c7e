import type { Page } from 'playwright';

/** The visible texts that do not fit where they stand. Those that end in an ellipsis by design are left out. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) =>
        element.shadowRoot === null ? [element] : [element, ...all(element.shadowRoot)],
      );
    const ownText = (element: Element) =>
      [...element.childNodes]
        .filter((node) => node instanceof Text)
        .map((node) => node.textContent?.trim() ?? '')
        .join(' ')
        .trim();
    return all(document.body)
      .filter((element) => ownText(element) !== '' && element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { display, textOverflow, overflowX, overflowY } = getComputedStyle(element);
        const { clientWidth, scrollWidth, clientHeight, scrollHeight } = element;
        // Text for screen readers is one pixel wide. Inline elements have no width of their own.
        if (display === 'inline' || display === 'contents' || clientWidth <= 1) return false;
        const wide = scrollWidth > clientWidth && textOverflow !== 'ellipsis' && overflowX !== 'auto';
        const high = scrollHeight > clientHeight + 1 && overflowY !== 'auto' && overflowY !== 'visible';
        return wide || high;
      })
      .map((element) => `${element.localName} “${ownText(element).slice(0, 60)}”`);
  });
}
