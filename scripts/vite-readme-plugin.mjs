import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** As if it stood beside the README, whose imports are from there. */
const MODULE = join(ROOT, 'readme-example.ts');

/**
 * The TypeScript that the README shows, as a module named `virtual:readme-example`, which exports what the code has at its
 * end.
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
