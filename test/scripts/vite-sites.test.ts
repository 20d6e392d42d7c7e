import { expect, test } from 'vitest';
import config from '../../vite.config.ts';

const outDir = (mode: string) =>
  config({ command: 'build', mode, isSsrBuild: false, isPreview: false }).build?.outDir;

test('each site is built into its own folder, the app without a mode', () => {
  expect(outDir('production')).toBe('dist');
  expect(outDir('example')).toBe('dist-example');
});

test('a mode that is not known is refused: it would build the app in place of the page that was meant', () => {
  expect(() => outDir('mypage')).toThrow('SITES in vite.config.ts has no mypage');
});
