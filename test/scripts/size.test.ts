import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstLoadBytes } from '../../scripts/size/first-load.mjs';
import { sizeTable } from '../../scripts/size/size-table.mjs';
import { tempFolder } from './temp-folder.ts';

const DIST = {
  'dist/index.html':
    '<!doctype html><link rel="icon" href="/icon.svg"><link rel="stylesheet" crossorigin href="/assets/index-1.css">' +
    '<script type="module" crossorigin src="/assets/index-2.js"></script>' +
    '<link rel="modulepreload" crossorigin href="/assets/lit-3.js">',
  'dist/icon.svg': '<svg/>',
  'dist/assets/index-1.css': 'body{margin:0}',
  'dist/assets/index-2.js':
    'import{html as h}from"./lit-3.js";import"./deep-4.js";h;const later=()=>import("./editor-5.js");',
  'dist/assets/lit-3.js': 'export const html=1;',
  'dist/assets/deep-4.js': 'export{html}from"./lit-3.js";',
  'dist/assets/editor-5.js': 'export const editor=1;',
  'dist/assets/capture.worklet-6.js': 'registerProcessor("capture",class{});',
  'dist/assets/journal.worker-7.js': 'import"./journal-shared-8.js";',
  'dist/assets/journal-shared-8.js': 'export const journal=1;',
  'dist/assets/encoder.worker-9.js': 'export const encoder=1;',
  'dist/assets/kernels-10.wasm': '\0asm',
} as const;

test('counts the page, its styles, the entry with its static imports, the worklet and the journal', async () => {
  const load = await firstLoadBytes(join(await tempFolder(DIST), 'dist'));
  const named = (counted: boolean) =>
    load.parts.filter((part) => part.counted === counted).map((part) => `${part.kind} ${part.file}`);
  expect(named(true)).toEqual([
    'html index.html',
    'css assets/index-1.css',
    'entry assets/index-2.js',
    'entry assets/lit-3.js',
    'entry assets/deep-4.js',
    'worklet assets/capture.worklet-6.js',
    'journal assets/journal.worker-7.js',
    'journal assets/journal-shared-8.js',
  ]);
  expect(named(false)).toEqual(['later assets/encoder.worker-9.js', 'kernels assets/kernels-10.wasm']);

  const counted = load.parts.filter((part) => part.counted);
  const texts = counted.map(({ file }) => DIST[`dist/${file}` as keyof typeof DIST]);
  expect(load.bytes).toBe(texts.reduce((sum, text) => sum + text.length, 0));
  expect(load.gzipBytes).toBe(texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0));
  expect(sizeTable(load, 61_440)).toContain('61,440');
});

test('stops if a part of the first load is not to be found, instead of weighing less', async () => {
  const { 'dist/assets/capture.worklet-6.js': _, ...rest } = DIST;
  const root = await tempFolder(rest);
  await expect(firstLoadBytes(join(root, 'dist'))).rejects.toThrow('no script named capture.worklet');
  await expect(firstLoadBytes(root)).rejects.toThrow('npm run build');
});
