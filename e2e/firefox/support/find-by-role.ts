import type { ElementHandle, Page } from 'puppeteer-core';
import { findInPage, readInPage, stepsTo, type Target } from '../../support/browser/find-in-page.ts';

/** The first visible element that fits. Firefox's own look-up by role does not see into shadow roots; this does. */
export async function findByRole(page: Page, target: Target): Promise<ElementHandle | undefined> {
  const handle = await page.evaluateHandle(findInPage, stepsTo(target));
  const element = handle.asElement() as ElementHandle | null;
  if (element === null) await handle.dispose();
  return element ?? undefined;
}

/** All that can be read inside an element, shadow roots included, white space folded. */
export function readText(element: ElementHandle): Promise<string> {
  return element.evaluate(readInPage);
}
