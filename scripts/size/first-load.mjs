import { readFile, readdir } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { pageResources } from './page-resources.mjs';
import { staticImports } from './static-imports.mjs';

/**
 * @typedef {'html' | 'css' | 'entry' | 'worklet' | 'journal' | 'kernels' | 'later' | 'offline'} PartKind
 * @typedef {{ file: string, kind: PartKind, bytes: number, gzipBytes: number, counted: boolean }} SizePart
 * @typedef {{ bytes: number, gzipBytes: number, parts: SizePart[] }} FirstLoad the sums are of the counted parts
 */

const SERVICE_WORKER = 'service-worker.js';

/** What is fetched besides the page's own graph, by the name that the build gives it. */
const THREADS = /** @type {const} */ ([
  { name: 'capture.worklet', kind: 'worklet', counted: true, required: true },
  { name: 'journal.worker', kind: 'journal', counted: true, required: true },
  { name: 'encoder.worker', kind: 'later', counted: false, required: false },
  { name: 'core-loader.worker', kind: 'later', counted: false, required: false },
]);

/**
 * Weighs the JavaScript, CSS and HTML that a first visit fetches before ffmpeg: the page, its styles, the entry with
 * all it imports statically, the capture worklet and the journal worker. The wasm of the kernels and the workers that
 * start later are in the list but not in the sum, and so is the service worker, which has a budget of its own: it is
 * fetched when the page stands.
 *
 * Vite's manifest (`build.manifest`) is not used: to it the workers and the worklet are assets without imports, so the
 * journal worker's one large import is in no entry of it, and the scripts would have to be parsed all the same. It would
 * also lie in the build, where the server serves it and the service worker lists it.
 *
 * @param {string} dist
 * @returns {Promise<FirstLoad>}
 * @throws {Error} if the app is not built, or if a part of the first load cannot be found in it
 */
export async function firstLoadBytes(dist) {
  const html = await readFile(join(dist, 'index.html'), 'utf8').catch(() => {
    throw new Error(`${join(dist, 'index.html')} is not there. Run: npm run build`);
  });
  const assets = (await readdir(join(dist, 'assets'))).map((name) => `assets/${name}`);
  const { scripts, styles } = pageResources(html);

  /** @type {Map<string, { kind: PartKind, counted: boolean }>} */
  const files = new Map([['index.html', { kind: 'html', counted: true }]]);
  /** @type {(file: string, kind: PartKind, counted: boolean) => void} */
  const add = (file, kind, counted) => {
    if (!files.has(file)) files.set(file, { kind, counted });
  };

  for (const style of styles) add(style, 'css', true);
  for (const file of await moduleGraph(dist, scripts)) add(file, 'entry', true);
  for (const { name, kind, counted, required } of THREADS) {
    const entries = assets.filter((file) => basename(file).startsWith(name) && file.endsWith('.js'));
    if (required && entries.length === 0) throw new Error(`${dist} has no script named ${name}.`);
    for (const file of await moduleGraph(dist, entries)) add(file, kind, counted);
  }
  if ((await readdir(dist)).includes(SERVICE_WORKER)) add(SERVICE_WORKER, 'offline', false);
  for (const file of assets) if (/kernels[^/]*\.wasm$/.test(file)) add(file, 'kernels', false);

  const parts = await Promise.all(
    [...files].map(async ([file, facts]) => ({ file, ...facts, ...(await weigh(join(dist, file))) })),
  );
  const counted = parts.filter((part) => part.counted);
  return {
    bytes: counted.reduce((sum, part) => sum + part.bytes, 0),
    gzipBytes: counted.reduce((sum, part) => sum + part.gzipBytes, 0),
    parts,
  };
}

/**
 * @param {string} dist
 * @param {readonly string[]} entries
 * @returns {Promise<Set<string>>} the entries and everything they import statically
 */
async function moduleGraph(dist, entries) {
  const graph = new Set(entries);
  for (const file of graph) {
    for (const specifier of staticImports(await readFile(join(dist, file), 'utf8'))) {
      graph.add(posix.join(posix.dirname(file), specifier)); // a Set's loop also visits what is added meanwhile
    }
  }
  return graph;
}

/** @param {string} path */
async function weigh(path) {
  const data = await readFile(path);
  const compressed = await promisify(gzip)(data, { level: 9 });
  return { bytes: data.length, gzipBytes: compressed.length };
}
