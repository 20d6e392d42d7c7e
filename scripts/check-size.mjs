import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { firstLoadBytes } from './size/first-load.mjs';
import { sizeTable } from './size/size-table.mjs';

/**
 * @param {string} root the folder that has package.json
 * @returns {Promise<number>} gzip bytes that the first load may take
 */
async function readBudget(root) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const budget = manifest.sizeBudget?.firstLoadGzipBytes;
  if (!Number.isSafeInteger(budget)) throw new Error('package.json has no sizeBudget.firstLoadGzipBytes.');
  return budget;
}

if (isMain(import.meta.url)) {
  try {
    const root = join(import.meta.dirname, '..');
    const [budget, load] = await Promise.all([readBudget(root), firstLoadBytes(join(root, 'dist'))]);
    console.log(sizeTable(load, budget));
    if (load.gzipBytes > budget) {
      console.error(`The first load is ${load.gzipBytes - budget} bytes over its budget.`);
      process.exitCode = 1;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
