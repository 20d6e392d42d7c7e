import type { ElementHandle, Page } from 'puppeteer-core';
import { findInPage, readInPage, stepsTo, type Target } from '../../support/browser/find-in-page.ts';

/**
 * The first visible element that matches. Unlike Firefox's own look-up by role, this one searches inside shadow roots.
 */
export async function findByRole(page: Page, target: Target): Promise<ElementHandle | undefined> {
  const handle = await page.evaluateHandle(findInPage, stepsTo(target));
  const element = handle.asElement() as ElementHandle | null;
  if (element === null) await handle.dispose();
  return element ?? undefined;
}

/** The text inside an element, including its shadow roots, with white space collapsed. */
export function readText(element: ElementHandle): Promise<string> {
  return element.evaluate(readInPage);
}
