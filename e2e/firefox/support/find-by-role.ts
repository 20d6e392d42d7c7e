import type { ElementHandle, Page } from 'puppeteer-core';

/** What a person would call a thing: its role and its name. `name` matches whole; without it, any name does. */
export interface Target {
  readonly role: keyof typeof SELECTORS;
  readonly name?: string;
  /** Only inside that. */
  readonly within?: Target;
}

/** Of the elements this app has. */
const SELECTORS = {
  alert: '[role=alert]',
  button: 'button',
  combobox: 'select',
  dialog: 'dialog[open]',
  listitem: 'li',
  page: 'capstan-app',
  player: 'audio',
  radio: 'input[type=radio]',
  status: '[role=status]',
  switch: '[role=switch]',
  textbox: 'input:is([type=text], :not([type]))',
  timer: '[role=timer]',
};

/** The first visible element that fits. Firefox's own look-up by role does not see into shadow roots; this does. */
export async function findByRole(page: Page, target: Target): Promise<ElementHandle | undefined> {
  const path: { selector: string; name?: string }[] = [];
  for (let step: Target | undefined = target; step !== undefined; step = step.within) {
    path.unshift({ selector: SELECTORS[step.role], ...(step.name === undefined ? {} : { name: step.name }) });
  }
  const handle = await page.evaluateHandle(findInPage, path);
  const element = handle.asElement() as ElementHandle | null;
  if (element === null) await handle.dispose();
  return element ?? undefined;
}

/** All that can be read inside an element, shadow roots included, white space folded. */
export function readText(element: ElementHandle): Promise<string> {
  return element.evaluate((root) => {
    const read = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return '';
      const children = node instanceof Element && node.shadowRoot !== null ? node.shadowRoot : node;
      return [...children.childNodes].map(read).join(' ');
    };
    return read(root).replace(/\s+/g, ' ').trim();
  });
}

/** Runs in the page: nothing from outside it is there. */
function findInPage(path: { selector: string; name?: string }[]): Element | null {
  const nameOf = (element: Element): string => {
    const label = element.getAttribute('aria-label');
    if (label !== null) return label;
    const { labels } = element as HTMLInputElement;
    const named = labels?.[0] ?? element;
    const copy = named.cloneNode(true) as Element;
    for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
    return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
  };
  const candidates = (root: Element | ShadowRoot, selector: string): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(selector) && element.checkVisibility() ? [element] : []),
      ...(element.shadowRoot === null ? [] : candidates(element.shadowRoot, selector)),
    ]);
  let found: Element[] = [document.documentElement];
  for (const { selector, name } of path) {
    found = found
      .flatMap((root) => [root, ...(root.shadowRoot === null ? [] : [root.shadowRoot])])
      .flatMap((root) => candidates(root, selector))
      .filter((element) => name === undefined || nameOf(element) === name);
  }
  return found[0] ?? null;
}
