import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const OXLINT = join(ROOT, 'node_modules/oxlint/bin/oxlint');

const FOR_PEOPLE: readonly (readonly [string, string])[] = [
  ['html`<p>Nothing is lost</p>`', 'Nothing is lost'],
  ['html`<button>Stop</button>`', 'Stop'],
  ['html`<p>${count} of them</p>`', 'of them'],
  ['html`<a title="Open file"></a>`', 'Open file'],
  ['html`<input aria-label="Name ${n}">`', 'Name …'],
  ["notices.mention('split', 'Nothing to split')", 'Nothing to split'],
  ["const label = 'Undo';", 'Undo'],
  ['const text = `${span} was lost`;', '… was lost'],
];
const NOT_FOR_PEOPLE = [
  'html`<p class="small numbers" @click=${press}>${words.nothingLost}</p>`',
  'html`<!-- Nothing is lost --><p></p>`',
  'css`button { color: red; }`',
  "import { html } from 'lit of the day';",
  "page.querySelector('dialog button')",
  "throw new Error('there is no take')",
  "if (event.key === 'ArrowLeft') back();",
  "context.font = '600 12px system-ui';",
];

let folder: string;
/** The texts found, by the code they were found in. */
const found = new Map<string, string[]>();

// One run of the linter for all, each code in a file of its own: a start takes longer than the rest.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-words-'));
  const codes = [...FOR_PEOPLE.map(([code]) => code), ...NOT_FOR_PEOPLE];
  codes.forEach((code, index) => writeFileSync(join(folder, `${index}.ts`), code));
  const config = {
    jsPlugins: [join(ROOT, 'scripts/lint/words-plugin.mjs')],
    categories: { correctness: 'off' },
    rules: { 'capstan/words': 'error' },
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const args = [OXLINT, '--config', join(folder, 'config.json'), '--format', 'json', folder];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const report = JSON.parse(stdout) as {
    readonly number_of_files: number;
    readonly diagnostics: readonly { readonly message: string; readonly filename: string }[];
  };
  expect(report.number_of_files).toBe(codes.length);
  for (const code of codes) found.set(code, []);
  for (const { message, filename } of report.diagnostics) {
    const code = codes[Number.parseInt(basename(filename), 10)]!;
    found.get(code)!.push(/“(.*)”/.exec(message)?.[1] ?? message);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('words outside the catalogue are found', () => {
  test.each(FOR_PEOPLE)('%s', (code, text) => expect(found.get(code)).toEqual([text]));
});

describe('what is not for people is left', () => {
  test.each(NOT_FOR_PEOPLE)('%s', (code) => expect(found.get(code)).toEqual([]));
});
