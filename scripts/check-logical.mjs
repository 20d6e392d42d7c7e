import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain } from './lib/is-main.mjs';

const FOLDERS = ['src', 'e2e/lab', 'examples', 'bench/page'];

/** Properties that name a side or a direction of the screen, which a page read from right to left turns round. */
const PHYSICAL = [
  'width|height|(?:min|max)-(?:width|height)',
  'left|right|top|bottom',
  '(?:margin|padding|scroll-margin|scroll-padding)-(?:left|right|top|bottom)',
  'border-(?:left|right|top|bottom)(?:-(?:width|style|color|(?:left|right)-radius))?',
].join('|');
/** A property stands at the start of a declaration. `@container (max-width: …)` is none. */
const DECLARATION = new RegExp(`(?<=[{};]\\s*)(?:${PHYSICAL})(?=\\s*:)`, 'g');
const DIRECTION = /(?<=[{};]\s*)(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g;

/**
 * Finds the physical properties in styles. Where a page is written from right to left, `margin-left` stands on the wrong
 * side; `margin-inline-start` does not.
 *
 * @param {string} file its name tells what is in it: `.css` is a style, in all others the `css` templates are
 * @param {string} text
 * @returns {string[]} `file:line: property`
 */
export function physicalProperties(file, text) {
  /** @type {{ style: string, start: number }[]} */
  const styles = file.endsWith('.css') ? [{ style: text, start: 0 }] : [];
  if (styles.length === 0)
    for (const match of text.matchAll(/\bcss`([^`]*)`|<style>([^<]*)<\/style>/g))
      styles.push({ style: match[1] ?? match[2] ?? '', start: match.index + match[0].search(/[`>]/) + 1 });
  return styles.flatMap(({ style, start }) => {
    // Comments keep their length and their lines.
    const bare = style.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
    return [...bare.matchAll(DECLARATION), ...bare.matchAll(DIRECTION)].map((found) => {
      const line = text.slice(0, start + found.index).split('\n').length;
      return `${file}:${line}: ${found[0]}`;
    });
  });
}

/**
 * @param {string} root
 * @returns {string[]} the styles' physical properties, in all folders that have styles
 */
export function checkLogical(root) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(css|ts|html)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .flatMap((path) => physicalProperties(path.slice(root.length + 1), readFileSync(path, 'utf8'))),
  );
}

if (isMain(import.meta.url)) {
  const found = checkLogical(join(import.meta.dirname, '..'));
  for (const each of found) console.error(`${each} (use the logical property)`);
  if (found.length > 0) process.exitCode = 1;
  else console.log('All styles use logical properties.');
}
