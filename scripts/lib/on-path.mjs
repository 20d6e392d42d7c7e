import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Whether `path` is a file that may be run.
 *
 * @param {string} path
 * @returns {boolean}
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Where a command is on PATH. Looks at the disk only: nothing is started.
 *
 * @param {string} name
 * @param {string} [searchPath]
 * @returns {string | undefined}
 */
export function onPath(name, searchPath = process.env['PATH'] ?? '') {
  for (const folder of searchPath.split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, name);
    if (isExecutable(path)) return path;
  }
  return undefined;
}
