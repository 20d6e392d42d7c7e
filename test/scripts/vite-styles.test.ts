import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shortenStyles, shortStyles } from '../../scripts/vite-styles-plugin.mjs';

const ROOT = join(import.meta.dirname, '../..');

test('the styles of every component are shortened', () => {
  const { filter } = shortStyles().transform as { filter: { id: RegExp; code: string } };
  const components = readdirSync(join(ROOT, 'src/ui'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(ROOT, 'src/ui', file))
    .filter((file) => readFileSync(file, 'utf8').includes(filter.code));
  expect(components.length).toBeGreaterThan(10);
  expect(components.filter((file) => !filter.id.test(file))).toEqual([]);
});

test('a style keeps its rules and loses its line breaks, indents and comments', () => {
  const style = 'css`\n  :host {\n    color: red; /* as an alarm */\n    margin: 0 1px;\n  }\n`';
  expect(shortenStyles(style)).toBe('css`:host{color: red;margin: 0 1px}`');
});
