import { readdirSync } from 'node:fs';
import { turnOf, type Turn } from './turns.ts';

/** A prime, so that the cases in a file, which take turns too, all have theirs on a day of that file. */
export const DAYS = 11;

export interface DayOptions {
  readonly turn?: Turn;
  readonly brief?: boolean;
  /** In so many days each file runs once. Default: `DAYS`. */
  readonly days?: number;
}

/** Whether this run has a few minutes only, as `npm test` has. */
const BRIEF = process.env['CAPSTAN_BRIEF'] === '1';

/** The files of tests in a folder and its folders, as paths from there. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.spec.ts'),
  );
}

/**
 * The files of browser tests that a run leaves out. A brief run takes `eachTime` and the files of its day. Any
 * other run leaves none out.
 */
export function filesOfOtherDays(
  files: readonly string[],
  eachTime: readonly string[],
  { turn = turnOf(), brief = BRIEF, days = DAYS }: DayOptions = {},
): string[] {
  if (!brief || turn === 'all') return [];
  const takingTurns = files.filter((file) => !eachTime.includes(file)).toSorted();
  return takingTurns.filter((_, at) => at % days !== turn % days);
}
