import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Whether `path` is an executable file.
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
 * Finds a command on PATH. Only looks at the disk and starts nothing.
 *
 * @param {string} name
 * @param {string} [searchPath]
 * @returns {string | undefined} the path; undefined if there is none
 */
export function onPath(name, searchPath = process.env['PATH'] ?? '') {
  for (const folder of searchPath.split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, name);
    if (isExecutable(path)) return path;
  }
  return undefined;
}
