import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly cpuTicks: number;
}

/** CPU seconds that a process and all its descendants have used, from /proc: Linux only. */
export function treeCpuSeconds(root: number): number {
  const ticks = tree(root).reduce((sum, { cpuTicks }) => sum + cpuTicks, 0);
  return ticks / ticksPerSecond();
}

/** Memory of a process tree in bytes; pages that several share are divided among them. */
export function treeMemoryBytes(root: number): number {
  return tree(root).reduce((sum, { pid }) => sum + processMemoryBytes(pid), 0);
}

/**
 * Kills a process and all its descendants (SIGKILL), and waits until they are gone. Returns when it was sent, in
 * milliseconds since 1970.
 */
export async function killTree(root: number): Promise<number> {
  const pids = tree(root).map(({ pid }) => pid);
  const sentAt = Date.now();
  // The parent first: it must not look after its children's death.
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself, with its parent.
    }
  }
  while (pids.some((pid) => isRunning(pid))) await sleep(5);
  return sentAt;
}

/** Whether a process is there and no zombie, which only waits for its parent to hear of its end. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function tree(root: number): ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => facts(Number(name)) ?? []);
  const found = all.filter(({ pid }) => pid === root);
  if (found.length === 0) throw new Error(`there is no process ${root}`);
  // Grows while it is walked: children follow their parents.
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

/** undefined when it ended meanwhile. */
function facts(pid: number): ProcessFacts | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc(5): the name in brackets may itself hold brackets and spaces; state is field 3, ppid 4, utime 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(fields[1]), cpuTicks: Number(fields[11]) + Number(fields[12]) };
}

/** Memory of one process in bytes, its share of what several share among it. */
function processMemoryBytes(pid: number): number {
  return rollupBytes(pid, 'Pss');
}

/**
 * The same without files, which are mostly the program itself: a process's share of it rises and falls as other browsers
 * on the machine end and begin.
 */
export function writtenMemoryBytes(pid: number): number {
  return rollupBytes(pid, 'Pss_Anon') + rollupBytes(pid, 'Pss_Shmem');
}

/** 0 for a process that has ended. */
function rollupBytes(pid: number, field: string): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return 1024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function ticksPerSecond(): number {
  return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
}
