import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { headersFile } from './serve/headers.mjs';

export const SERVICE_WORKER = 'service-worker.js';
/** The placeholder for the list in the service worker's script. */
const PLACE = '__SITE_LIST__';
/** The encoder: several megabytes that recording to WAV does not need. */
const LATER = /^assets\/ffmpeg-core-/;
/** Files that the build makes for the server and that no page requests by name. */
const NOT_SERVED = /\.(br|gz)$|^_headers$/;

/**
 * @typedef {readonly [path: string, integrity: string]} SiteFile
 * @typedef {{ version: string, start: SiteFile[], later: SiteFile[] }} SiteList
 */

/**
 * Lists a build's files with their digests. The page itself has the path ''.
 *
 * @param {string} dir the build's folder
 * @returns {Promise<SiteList>}
 */
export async function siteList(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== SERVICE_WORKER && !NOT_SERVED.test(path))
    .sort();
  const files = await Promise.all(
    paths.map(async (path) => {
      const digest = createHash('sha256').update(await readFile(join(dir, path)));
      /** @type {SiteFile} */
      const file = [path === 'index.html' ? '' : path, `sha256-${digest.digest('base64')}`];
      return file;
    }),
  );
  return {
    // The service worker keeps the headers with the files, so a change of headers must change the version.
    version: createHash('sha256')
      .update(JSON.stringify(files) + headersFile())
      .digest('hex')
      .slice(0, 16),
    start: files.filter(([path]) => !LATER.test(path)),
    later: files.filter(([path]) => LATER.test(path)),
  };
}

/**
 * Writes the list of the build's files into the built service worker, once all files are on disk.
 *
 * @returns {import('vite').Plugin}
 */
export function offlineStart() {
  return {
    name: 'capstan-offline-start',
    apply: 'build',
    enforce: 'post',
    async writeBundle({ dir = '' }) {
      const path = join(dir, SERVICE_WORKER);
      const script = await readFile(path, 'utf8');
      if (script.split(PLACE).length !== 2) throw new Error(`${SERVICE_WORKER} has not one ${PLACE}.`);
      await writeFile(path, script.replace(PLACE, JSON.stringify(await siteList(dir))));
    },
  };
}
