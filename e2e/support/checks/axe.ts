import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, axe's own best practice, and the sizes of targets (2.5.8), which axe leaves out unless asked. */
const ALL_RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
};

/** What axe finds: a line for each element and rule. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(`if (window.axe === undefined) { ${source} }`);
  const { violations } = await page.evaluate(
    (rules) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        ...rules,
        resultTypes: ['violations'],
      }),
    ALL_RULES,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      [id, help, target.flat().join(' '), failureSummary?.replace(/\s+/g, ' ')].join(' · '),
    ),
  );
}

/** The visible controls smaller than `size` CSS pixels either way, as `name: width × height`. */
export function smallTargets(page: Page, size: number): Promise<string[]> {
  return page.evaluate((size) => {
    const small: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot !== null) look(element.shadowRoot);
        if (
          !element.matches('button, select, input, a[href], [role=switch], [role=menuitem], [role=slider]')
        ) {
          continue;
        }
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        // A label is part of its field's target.
        const target = element.closest('label') ?? element;
        const { width, height } = target.getBoundingClientRect();
        if (width === 0 || height === 0 || (width >= size && height >= size)) continue;
        const name = element.ariaLabel ?? element.textContent.trim();
        small.push(`${element.localName} ${name}: ${width.toFixed(1)} × ${height.toFixed(1)}`);
      }
    };
    look(document);
    return small;
  }, size);
}
