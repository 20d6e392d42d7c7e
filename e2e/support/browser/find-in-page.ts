/**
 * An element as a person would name it: by its role and its name. `name` must match completely; without it, any name
 * matches.
 */
export interface Target {
  readonly role: keyof typeof SELECTORS;
  readonly name?: string;
  /** Searches only inside this element. */
  readonly within?: Target;
}

/** The CSS selector of each role, for the elements that this app has. */
const SELECTORS = {
  alert: '[role=alert]',
  button: 'button',
  combobox: 'select',
  dialog: 'dialog[open]',
  listitem: 'li',
  menuitem: '[role=menuitem]',
  page: 'capstan-app',
  radio: 'input[type=radio]',
  status: '[role=status]',
  switch: '[role=switch]',
  textbox: 'input:is([type=text], :not([type]))',
  timer: '[role=timer]',
};

export interface Step {
  readonly selector: string;
  readonly name?: string;
}

/** The steps from the outermost target to the target itself. */
export function stepsTo(target: Target): Step[] {
  const steps: Step[] = [];
  for (let each: Target | undefined = target; each !== undefined; each = each.within) {
    const { role, name } = each;
    steps.unshift({ selector: SELECTORS[role], ...(name === undefined ? {} : { name }) });
  }
  return steps;
}

export function describeTarget({ role, name, within }: Target): string {
  const own = name === undefined ? role : `${role} "${name}"`;
  return within === undefined ? own : `${own} in ${describeTarget(within)}`;
}

/**
 * The first visible element that matches, including elements inside shadow roots. It runs in the page, so it must not
 * refer to anything outside itself.
 */
export function findInPage(steps: readonly Step[]): Element | null {
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
  for (const { selector, name } of steps) {
    found = found
      .flatMap((root) => [root, ...(root.shadowRoot === null ? [] : [root.shadowRoot])])
      .flatMap((root) => candidates(root, selector))
      .filter((element) => name === undefined || nameOf(element) === name);
  }
  return found[0] ?? null;
}

/** The text inside an element, including its shadow roots, with white space collapsed. Runs in the page. */
export function readInPage(root: Element): string {
  const read = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return '';
    const children = node instanceof Element && node.shadowRoot !== null ? node.shadowRoot : node;
    return [...children.childNodes].map(read).join(' ');
  };
  return read(root).replace(/\s+/g, ' ').trim();
}

/** Whether the element keeps its position and size for 100 ms. Runs in the page. */
export async function standsStill(element: Element): Promise<boolean> {
  const place = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].join();
  };
  const before = place();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return place() === before;
}
