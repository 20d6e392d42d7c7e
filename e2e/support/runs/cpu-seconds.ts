import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks in a second, for all of Linux. */
const TICKS = 100;

/** Of processes that nobody waited for when they ended: those of a browser are not all its own children. */
let ended = 0;

/** Ends processes. What they used until then counts for `cpuSeconds`. */
export async function endCounted(end: () => Promise<void>): Promise<void> {
  const before = cpuSeconds();
  await end();
  const after = cpuSeconds();
  if (before !== undefined && after !== undefined) ended += Math.max(0, before - after);
}

/**
 * Processor seconds that this process and its descendants have used so far, with those that have ended; undefined where
 * there is no /proc. On a machine that others use too, they tell what a test costs, and its duration does not.
 */
export function cpuSeconds(): number | undefined {
  const found = new Map<number, { parent: number; ticks: number }>();
  try {
    for (const entry of readdirSync('/proc')) {
      const times = /^\d+$/.test(entry) ? timesOf(entry) : undefined;
      if (times !== undefined) found.set(Number(entry), times);
    }
  } catch {
    return undefined;
  }
  const isOurs = (pid: number): boolean => {
    if (pid === process.pid) return true;
    const parent = found.get(pid)?.parent;
    return parent !== undefined && parent !== 0 && isOurs(parent);
  };
  const ours = [...found].filter(([pid]) => isOurs(pid));
  return ended + ours.reduce((sum, [, { ticks }]) => sum + ticks, 0) / TICKS;
}

function timesOf(pid: string): { parent: number; ticks: number } | undefined {
  try {
    // "pid (name) state ppid …": the name may contain spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    // utime, stime, and both of the children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return { parent: fields[1]!, ticks };
  } catch {
    return undefined; // the process has ended meanwhile
  }
}
