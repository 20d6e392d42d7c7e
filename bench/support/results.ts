import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Target {
  readonly is: 'at most' | 'at least';
  readonly value: number;
}

/** One line of the table. */
export interface Result {
  readonly section: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: Target;
  /** The measurements whose median is `value`, in the order in which they were taken. */
  readonly samples?: readonly number[];
  readonly note?: string;
}

export function meetsTarget({ value, target }: Result): boolean {
  if (target === undefined) return true;
  // NaN meets no target.
  return target.is === 'at most' ? value <= target.value : value >= target.value;
}

/** Makes a line of the table. With `most`, its target is at most `most`. */
export function line(section: string, what: string, value: number, unit: string, most?: number): Result {
  return {
    section,
    what,
    value,
    unit,
    ...(most !== undefined && { target: { is: 'at most', value: most } }),
  };
}

/** Formats one section's lines as text, with aligned columns. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.what,
    `${figure(result.value)} ${result.unit}`.trim(),
    result.target === undefined ? '' : `${result.target.is} ${figure(result.target.value)}`,
    result.target === undefined ? '' : meetsTarget(result) ? 'PASS' : 'MISS',
    result.samples === undefined ? '' : `${result.samples.length} runs: ${spread(result.samples)}`,
    result.note ?? '',
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd())
    .join('\n');
}

function spread(samples: readonly number[]): string {
  return `${figure(Math.min(...samples))} to ${figure(Math.max(...samples))}`;
}

/** Formats a number with three significant digits, or as a whole number from 1000 on. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}

/** Writes `content` to `bench/results/<date>-<name>.json`. Returns the path. */
export function writeResults(name: string, content: object): string {
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}-${name}.json`);
  writeFileSync(path, `${JSON.stringify(content, undefined, 2)}\n`);
  return path;
}

/** Prints how a soak ended and writes its results. Returns the exit code: 1 on any miss. */
export function concludeSoak(name: string, options: object, results: readonly Result[]): number {
  const missed = results.filter((result) => !meetsTarget(result)).length;
  const path = writeResults(name, { ...options, results });
  console.log(`\n${missed === 0 ? 'All targets met' : `${missed} targets missed`}. Everything is in ${path}`);
  return missed === 0 ? 0 : 1;
}
