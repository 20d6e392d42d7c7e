import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkLogical, physicalProperties } from '../../scripts/check-logical.mjs';

test('a physical property is found with its line, in style files, templates and style elements', () => {
  expect(physicalProperties('a.css', 'p {\n  color: red;\n  margin-left: 1px;\n}')).toEqual([
    'a.css:3: margin-left',
  ]);
  expect(
    physicalProperties('a.ts', 'const a = css`\n:host {\n  /* wide; */\n  max-width: 1rem;\n}`;'),
  ).toEqual(['a.ts:4: max-width']);
  expect(physicalProperties('a.html', '<style>\np { float: left; top: 0 }</style>')).toEqual([
    'a.html:2: top',
    'a.html:2: float: left',
  ]);
});

test('logical properties, queries, comments and code are left alone', () => {
  const style = `@container (max-width: 40rem) { p { inline-size: 1px; text-align: start; inset: 0; } }
    /* ; left: 1px; */ p { transition: top 1s; --left: 1; border-start-start-radius: 1px }`;
  expect(physicalProperties('a.css', style)).toEqual([]);
  expect(physicalProperties('a.ts', 'const a = { x: 1; width: number; left: 2 };')).toEqual([]);
});

test('all styles of the project use logical properties', () => {
  expect(checkLogical(join(import.meta.dirname, '../..'))).toEqual([]);
});
