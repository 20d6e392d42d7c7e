import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from './temp-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const TSC = join(ROOT, 'node_modules/typescript-native/bin/tsc');

test('the README’s lines compile in a page with this repository’s options', async () => {
  const code = /```ts\n(.*?)```/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))![1]!;
  const folder = await tempFolder({});
  writeFileSync(
    join(folder, 'page.ts'),
    `${code.replaceAll("'./src/", `'${ROOT}/src/`)}\nexport { take, file };\n`,
  );
  const options = {
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    types: ['wicg-file-system-access'],
  };
  const project = {
    extends: join(ROOT, 'tsconfig.base.json'),
    compilerOptions: options,
    files: ['page.ts', join(ROOT, 'src/vite-env.d.ts')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  let told = '';
  try {
    execFileSync(process.execPath, [TSC, '-p', folder, '--singleThreaded'], { encoding: 'utf8' });
  } catch (error) {
    told = (error as { stdout: string }).stdout;
  }
  expect(told).toBe('');
});
