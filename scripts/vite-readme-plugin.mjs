import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** The module's path is beside the README, because the example's imports are relative to the README. */
const MODULE = join(ROOT, 'readme-example.ts');

/**
 * Provides the README's first TypeScript example as the module `virtual:readme-example`. The module exports the
 * example's `take` and `file`.
 *
 * @returns {import('vite').Plugin}
 */
export function readmeExample() {
  return {
    name: 'capstan-readme-example',
    resolveId: (id) => (id === 'virtual:readme-example' ? MODULE : undefined),
    async load(id) {
      if (id !== MODULE) return undefined;
      const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
      const code = /```ts\n(.*?)```/s.exec(readme)?.[1];
      if (code === undefined) throw new Error('The README shows no TypeScript.');
      return `${code}\nexport { take, file };\n`;
    },
  };
}
