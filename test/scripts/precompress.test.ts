import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { precompress } from '../../scripts/precompress.mjs';
import { tempFolder } from './temp-folder.ts';

const TEXT = 'every sample accounted for\n'.repeat(200);

test('both copies of a file decompress to it, in folders too', async () => {
  const dir = await tempFolder({ 'index.html': TEXT, 'assets/deep/app.js': TEXT });
  const written = await precompress(dir);
  expect(written.map(({ path }) => path)).toEqual(
    ['assets/deep/app.js.br', 'assets/deep/app.js.gz', 'index.html.br', 'index.html.gz'].map((path) =>
      join(dir, path),
    ),
  );
  for (const { path, bytes, compressedBytes } of written) {
    const data = await readFile(path);
    const decoded = path.endsWith('.br') ? brotliDecompressSync(data) : gunzipSync(data);
    expect(decoded.toString()).toBe(TEXT);
    expect(bytes).toBe(TEXT.length);
    expect(compressedBytes).toBe(data.length);
  }
});

test('leaves alone what is small, what is compressed already and what does not shrink', async () => {
  const noise = crypto.getRandomValues(new Uint8Array(4096));
  const files = { 'small.js': 'x'.repeat(1024), 'font.woff2': TEXT, _headers: TEXT, 'noise.wasm': noise };
  const dir = await tempFolder(files);
  expect(await precompress(dir)).toEqual([]);
  expect((await readdir(dir)).sort()).toEqual(Object.keys(files).sort());
});

test('renews copies of a file that changed, and takes them away when it became small', async () => {
  const dir = await tempFolder({ 'a.js': TEXT, 'b.js': TEXT });
  await precompress(dir);
  await writeFile(join(dir, 'a.js'), TEXT.toUpperCase());
  await writeFile(join(dir, 'b.js'), 'short');
  await precompress(dir);
  expect(gunzipSync(await readFile(join(dir, 'a.js.gz'))).toString()).toBe(TEXT.toUpperCase());
  expect((await readdir(dir)).sort()).toEqual(['a.js', 'a.js.br', 'a.js.gz', 'b.js']);
});

test('takes a large file from the cache, by content', async () => {
  const large = TEXT.repeat(250);
  const root = await tempFolder({ 'dist/core.wasm': large, 'other/renamed.wasm': large });
  const cacheDir = join(root, 'cache');
  await precompress(join(root, 'dist'), { cacheDir });
  const kept = await readdir(cacheDir);
  expect(kept.sort()).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}-q11\.br$/),
    expect.stringMatching(/^[0-9a-f]{64}-q9\.gz$/),
  ]);

  for (const name of kept) await writeFile(join(cacheDir, name), 'kept');
  await precompress(join(root, 'other'), { cacheDir });
  expect(await readFile(join(root, 'other/renamed.wasm.br'), 'utf8')).toBe('kept');
});
