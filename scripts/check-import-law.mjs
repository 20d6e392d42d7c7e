import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { findCycles } from './import-law/find-cycles.mjs';
import { readImports } from './import-law/read-imports.mjs';
import {
  judgeFile,
  judgePackage,
  judgePlace,
  MOST_FILES_IN_A_FOLDER,
  MOST_LINES_IN_A_FILE,
  roomOf,
} from './import-law/rules.mjs';
import { isMain } from './lib/is-main.mjs';

const NO_ROOM =
  'a file in src/ is main.ts, a .d.ts, or in shared, worklets, workers, engine, ui, testing or service-worker';

/**
 * Checks which modules in src/ may import which, and how large they are. ARCHITECTURE.md gives the reasons, import-law/rules.mjs the tables.
 *
 * @param {string} root the folder that contains src/
 * @returns {string[]} violations as `file:line: rule`, sorted by file and line; empty if there are none
 */
export function checkImportLaw(root) {
  const files = listModules(root);
  /** @type {{ file: string, line: number, rule: string }[]} */
  const violations = [];
  /** @type {Map<string, Map<string, number>>} for each file, the files it imports and the line of each import */
  const graph = new Map();

  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const { reaches, bannedExports } = readImports(file, text);
    /** @type {Map<string, number>} */
    const imports = new Map();
    graph.set(file, imports);

    const misplaced = roomOf(file) === undefined ? NO_ROOM : judgePlace(file);
    if (misplaced !== undefined) violations.push({ file, line: 1, rule: misplaced });
    const lines = text.replace(/\n$/, '').split('\n').length;
    if (lines > MOST_LINES_IN_A_FILE) {
      const rule = `a file has at most ${MOST_LINES_IN_A_FILE} lines, not ${lines}`;
      violations.push({ file, line: MOST_LINES_IN_A_FILE + 1, rule });
    }
    for (const { what, line } of bannedExports) violations.push({ file, line, rule: `no ${what}` });
    for (const reach of reaches) {
      const target = resolveSpecifier(root, file, reach);
      const rule = target === undefined ? judgePackage(file, reach) : judgeFile(file, target, reach);
      if (rule !== undefined) violations.push({ file, line: reach.line, rule });
      if (target !== undefined && reach.kind === 'code' && !imports.has(target))
        imports.set(target, reach.line);
    }
  }

  for (const [folder, count] of countByFolder(files)) {
    if (count <= MOST_FILES_IN_A_FOLDER) continue;
    const rule = `a folder has at most ${MOST_FILES_IN_A_FOLDER} files, not ${count}`;
    violations.push({ file: folder, line: 1, rule });
  }

  const edges = new Map([...graph].map(([file, imports]) => [file, [...imports.keys()]]));
  for (const cycle of findCycles(edges)) {
    const [file = '', next = ''] = cycle;
    const line = graph.get(file)?.get(next) ?? 1;
    violations.push({ file, line, rule: `no cycles: ${cycle.join(' → ')}` });
  }
  return violations
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map(({ file, line, rule }) => `${file}:${line}: ${rule}`);
}

/** @param {readonly string[]} files */
function countByFolder(files) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  return counts;
}

/**
 * @param {string} root
 * @returns {string[]} every TypeScript and JavaScript file in src/, with forward slashes
 */
function listModules(root) {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * @param {string} root
 * @param {string} from
 * @param {import('./import-law/read-imports.mjs').Reach} reach
 * @returns {string | undefined} the file, relative to the root; undefined for a package
 */
function resolveSpecifier(root, from, { specifier, kind }) {
  const isFile = /^\.{0,2}\//.test(specifier) || kind === 'worker' || kind === 'loose-url';
  if (!isFile) return undefined;
  // Vite resolves a leading slash to the project's root.
  const path = specifier.startsWith('/')
    ? posix.normalize(specifier.slice(1))
    : posix.join(posix.dirname(from), specifier);
  const spellings = [path, `${path}.ts`, path.replace(/\.js$/, '.ts'), `${path}/index.ts`];
  return spellings.find((spelling) => /\.\w+$/.test(spelling) && existsSync(join(root, spelling))) ?? path;
}

if (isMain(import.meta.url)) {
  const violations = checkImportLaw(join(import.meta.dirname, '..'));
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) {
    console.error(`The import law is broken in ${violations.length} places.`);
    process.exitCode = 1;
  } else {
    console.log('The import law is kept.');
  }
}
