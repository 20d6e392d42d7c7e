import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { firstLoadBytes } from './size/first-load.mjs';
import { sizeTable } from './size/size-table.mjs';

/**
 * @param {string} root the folder that has package.json
 * @param {'firstLoadGzipBytes' | 'serviceWorkerGzipBytes'} name
 * @returns {Promise<number>} gzip bytes that it may take
 */
async function readBudget(root, name) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const budget = manifest.sizeBudget?.[name];
  if (!Number.isSafeInteger(budget)) throw new Error(`package.json has no sizeBudget.${name}.`);
  return budget;
}

if (isMain(import.meta.url)) {
  try {
    const root = join(import.meta.dirname, '..');
    const [budget, offlineBudget, load] = await Promise.all([
      readBudget(root, 'firstLoadGzipBytes'),
      readBudget(root, 'serviceWorkerGzipBytes'),
      firstLoadBytes(join(root, 'dist')),
    ]);
    console.log(sizeTable(load, budget));
    if (load.gzipBytes > budget) {
      console.error(`The first load is ${load.gzipBytes - budget} bytes over its budget.`);
      process.exitCode = 1;
    }
    // Most of it is the list of the build's files: each costs about 60 bytes, because digests do not compress.
    const offline = load.parts.find(({ kind }) => kind === 'offline');
    if (offline === undefined || offline.gzipBytes > offlineBudget) {
      console.error(`The service worker is missing, or over its budget of ${offlineBudget} bytes.`);
      process.exitCode = 1;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
