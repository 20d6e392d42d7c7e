import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks in a second, for all of Linux. */
const TICKS = 100;

/**
 * Processor seconds that this process and its descendants have used so far, with those that have ended; undefined where
 * there is no /proc. On a machine that others use too, they tell what a test costs, and its duration does not.
 */
export function cpuSeconds(root = process.pid): number | undefined {
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
    if (pid === root) return true;
    const parent = found.get(pid)?.parent;
    return parent !== undefined && parent !== 0 && isOurs(parent);
  };
  const ours = [...found].filter(([pid]) => isOurs(pid));
  return ours.reduce((sum, [, { ticks }]) => sum + ticks, 0) / TICKS;
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
