import { join } from 'node:path';
import { closeIdleBrowsers } from '../e2e/support/browser/browser-pool.ts';
import { Pictures } from './pictures/pictures.ts';
import { showAll } from './pictures/screens.ts';

const DOCS = join(import.meta.dirname, '..', 'docs', 'screenshots');

/**
 * Takes pictures of every screen, and looks in each for text that is cut off and for controls that something covers.
 *
 * @param args the folder; default: docs/screenshots. Then parts of the names of screens; default: all screens
 * @returns 1 if something was found
 */
export async function main(args: readonly string[]): Promise<number> {
  const [folder = DOCS, ...only] = args;
  const pictures = new Pictures(folder, only);
  try {
    await showAll(pictures);
  } finally {
    await pictures.write();
    await closeIdleBrowsers();
  }
  console.log(`${pictures.count} pictures in ${folder}, ${pictures.findings.length} findings`);
  return pictures.findings.length === 0 ? 0 : 1;
}
