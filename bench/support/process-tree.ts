import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly cpuTicks: number;
}

/** CPU seconds that a process and its running descendants have used, from /proc. Linux only. */
export function treeCpuSeconds(root: number): number {
  const ticks = tree(root).reduce((sum, { cpuTicks }) => sum + cpuTicks, 0);
  return ticks / ticksPerSecond();
}

/** Memory of a process tree in bytes. A page that several processes share is divided among them. */
export function treeMemoryBytes(root: number): number {
  return tree(root).reduce((sum, { pid }) => sum + processMemoryBytes(pid), 0);
}

/**
 * Kills a process and all its descendants with SIGKILL, and waits until they are gone. Returns the time of the signal,
 * in milliseconds since 1970.
 */
export async function killTree(root: number): Promise<number> {
  const pids = tree(root).map(({ pid }) => pid);
  const sentAt = Date.now();
  // The parent first: it must not react to the death of its children.
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has already ended, together with its parent.
    }
  }
  while (pids.some((pid) => isRunning(pid))) await sleep(5);
  return sentAt;
}

/** Whether a process exists and is no zombie: a zombie has ended and waits for its parent to collect its status. */
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
  // The array grows while it is iterated: children come after their parents.
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

/** Returns undefined if the process has ended. */
function facts(pid: number): ProcessFacts | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc(5): the name in brackets may itself contain brackets and spaces; state is field 3, ppid 4, utime 14, stime 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(fields[1]), cpuTicks: Number(fields[11]) + Number(fields[12]) };
}

/** Memory of one process in bytes, including its share of shared memory. */
function processMemoryBytes(pid: number): number {
  return rollupBytes(pid, 'Pss');
}

/**
 * The same without mapped files. These are mostly the program itself, and a process's share of it rises and falls as
 * other browsers on the machine end and start.
 */
export function writtenMemoryBytes(pid: number): number {
  return rollupBytes(pid, 'Pss_Anon') + rollupBytes(pid, 'Pss_Shmem');
}

/** Returns 0 if the process has ended. */
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
