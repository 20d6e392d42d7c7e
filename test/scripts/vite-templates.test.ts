import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shortenStyles, shortTemplates, withoutIndents } from '../../scripts/vite-templates-plugin.mjs';

const ROOT = join(import.meta.dirname, '../..');

test('the styles and the markup of every component are shortened', () => {
  const { filter } = shortTemplates().transform as { filter: { id: RegExp; code: RegExp } };
  const components = readdirSync(join(ROOT, 'src/ui'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(ROOT, 'src/ui', file))
    .filter((file) => filter.code.test(readFileSync(file, 'utf8')));
  expect(components.length).toBeGreaterThan(10);
  expect(components.filter((file) => !filter.id.test(file))).toEqual([]);
});

test('a style keeps its rules and loses its line breaks, indents and comments', () => {
  const style =
    'css`\n  :host {\n    color: red; /* as an alarm */\n    margin: 0 0.5px 10.5px;\n  }\n\n  a :hover,\n  b {\n    inset: 0;\n  }\n`';
  expect(shortenStyles(style)).toBe('css`:host{color:red;margin:0 .5px 10.5px}a :hover,b{inset:0}`');
});

test('a text in a style stays as it is', () => {
  const style = "css`\n  a::before {\n    content: '{ }; b: c' / '';\n    margin: 0;\n  }\n`";
  expect(shortenStyles(style)).toBe("css`a::before{content:'{ }; b: c' / '';margin:0}`");
});

test('markup keeps its words and its line breaks, and loses its indents', () => {
  expect(withoutIndents('html`\n    <p>\n      one two\n    </p>`')).toBe('html`\n<p>\none two\n</p>`');
});
