import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compressCached } from './precompress/compress-cached.mjs';
import { ENCODINGS } from './precompress/encodings.mjs';
import { isMain } from './lib/is-main.mjs';
import { isCompressible } from './serve/content-types.mjs';

/** Compressing a file of this size or less saves no packet. */
const MIN_BYTES = 1024;

/** @typedef {{ path: string, bytes: number, compressedBytes: number }} Sidecar */

/**
 * Writes a `.br` and a `.gz` beside every compressible file larger than 1 KiB. A file that does not shrink gets none.
 *
 * @param {string} dir
 * @param {{ cacheDir?: string }} [options] `cacheDir` keeps the results for large files between builds
 * @returns {Promise<Sidecar[]>} the files written, sorted by path
 */
export async function precompress(dir, { cacheDir } = {}) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && isCompressible(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

  // Brotli on one large file takes as long as all the rest, so each encoding of each file is a separate job.
  const jobs = files.flatMap((path) => ENCODINGS.map((encoding) => ({ path, encoding })));
  /** @type {Sidecar[]} */
  const written = [];
  const worker = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const sidecar = await writeSidecar(job.path, job.encoding, cacheDir);
      if (sidecar) written.push(sidecar);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return written.sort((a, b) => a.path.localeCompare(b.path));
}

/**
 * @param {string} path
 * @param {import('./precompress/encodings.mjs').Encoding} encoding
 * @param {string | undefined} cacheDir
 * @returns {Promise<Sidecar | undefined>}
 */
async function writeSidecar(path, encoding, cacheDir) {
  const sidecar = path + encoding.suffix;
  const data = await readFile(path);
  const compressed = data.length > MIN_BYTES ? await compressCached(data, encoding, cacheDir) : data;
  if (compressed.length >= data.length) {
    await rm(sidecar, { force: true }); // one left from an earlier version of the file would be served in its place
    return undefined;
  }
  await writeFile(sidecar, compressed);
  return { path: sidecar, bytes: data.length, compressedBytes: compressed.length };
}

if (isMain(import.meta.url)) {
  const { positionals } = parseArgs({ allowPositionals: true });
  for (const { path, bytes, compressedBytes } of await precompress(positionals[0] ?? 'dist')) {
    console.log(`${path}  ${bytes} → ${compressedBytes}`);
  }
}
