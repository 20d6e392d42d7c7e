import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { READABLE_ENDINGS } from '../../src/shared/encode/readable-files.ts';

interface Manifest {
  readonly icons: readonly { src: string; sizes: string; type: string; purpose?: string }[];
  readonly shortcuts: readonly { url: string }[];
  readonly file_handlers: readonly { accept: Readonly<Record<string, readonly string[]>> }[];
  readonly share_target: { readonly params: { readonly files: readonly { accept: readonly string[] }[] } };
}

const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as Manifest;
const endings = READABLE_ENDINGS.map((ending) => `.${ending}`).sort();

test('the installed app opens and receives every file that can be read, and no other', () => {
  const opened = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
  expect(opened.sort()).toEqual(endings);
  const received = manifest.share_target.params.files.flatMap(({ accept }) => accept);
  expect(received.filter((type) => type !== 'audio/*').sort()).toEqual(endings);
});

test('each icon is drawn in the size that the manifest states, also one for round and for square masks', () => {
  const drawn = manifest.icons.filter(({ type }) => type === 'image/png');
  for (const { src, sizes } of drawn) {
    const png = readFileSync(`public/${src}`);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // The width and height of the IHDR chunk (PNG, section 11.2.2).
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
  expect(drawn.map(({ sizes, purpose }) => `${purpose ?? 'any'} ${sizes}`).sort()).toEqual([
    'any 192x192',
    'any 512x512',
    'maskable 192x192',
    'maskable 512x512',
  ]);
});

test('the shortcut leads to the record view and starts nothing', () => {
  expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['./#/record']);
});
