import { readFile } from 'node:fs/promises';
import { isMain } from './lib/is-main.mjs';

/**
 * @typedef {{ file: string, title: string, seconds: number }} Cost
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {object} Suite
 * @property {Suite[]} [suites]
 * @property {{ file: string, title: string, tests: { results: { annotations?: Annotation[] }[] }[] }[]} [specs]
 */

/**
 * The processor seconds of each test in a Playwright JSON report. Tests without that figure are left out.
 *
 * @param {Suite} suite
 * @returns {Cost[]}
 */
export function costsOf({ suites = [], specs = [] }) {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.flatMap(({ results }) => {
      const [found] = (results.at(-1)?.annotations ?? []).filter(({ type }) => type === 'processor seconds');
      return found === undefined ? [] : [{ file, title, seconds: Number(found.description) }];
    }),
  );
  return [...own, ...suites.flatMap(costsOf)];
}

/**
 * Lists files and tests with their processor seconds, the dearest first.
 *
 * @param {readonly Cost[]} costs
 */
export function costTable(costs) {
  /** @param {readonly Cost[]} some */
  const total = (some) => some.reduce((sum, { seconds }) => sum + seconds, 0);
  /** @param {number} seconds @param {string} text */
  const line = (seconds, text) => `${seconds.toFixed(1).padStart(8)} s  ${text}`;
  const names = [...new Set(costs.map(({ file }) => file))];
  const files = names.map((name) => costs.filter(({ file }) => file === name));
  return [
    ...files
      .sort((a, b) => total(b) - total(a))
      .flatMap((tests) => [
        line(total(tests), `${tests[0]?.file}, ${tests.length}`),
        ...tests.map(({ seconds, title }) => line(seconds, `    ${title}`)),
      ]),
    line(total(costs), `${costs.length} tests`),
  ].join('\n');
}

if (isMain(import.meta.url)) {
  const reports = await Promise.all(process.argv.slice(2).map((path) => readFile(path, 'utf8')));
  console.log(costTable(reports.flatMap((report) => costsOf(JSON.parse(report)))));
}
