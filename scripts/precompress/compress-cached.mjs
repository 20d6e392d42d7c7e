import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const CACHE_DIR = join(import.meta.dirname, '../../node_modules/.cache/capstan');
/** Smaller files compress so fast that caching them is not worth it. */
const CACHED_BYTES = 1024 * 1024;

/**
 * Compresses `data`, or returns the cached result of an earlier build with the same content and quality.
 *
 * @param {Buffer} data
 * @param {import('./encodings.mjs').Encoding} encoding
 * @param {string} [cacheDir]
 * @returns {Promise<Buffer>}
 */
export async function compressCached(data, encoding, cacheDir = CACHE_DIR) {
  const { quality } = encoding;
  if (data.length < CACHED_BYTES) return encoding.compress(data, quality);

  const hash = createHash('sha256').update(data).digest('hex');
  const path = join(cacheDir, `${hash}-q${quality}${encoding.suffix}`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return kept;

  const compressed = await encoding.compress(data, quality);
  await mkdir(cacheDir, { recursive: true });
  // Renamed into place, so that an interrupted build cannot leave a partial file that a later build would trust.
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, compressed);
  await rename(partial, path);
  return compressed;
}
