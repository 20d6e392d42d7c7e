import { readFileSync } from 'node:fs';

export interface CpuTicks {
  /** Ticks that all cores together spent on anything but waiting. */
  readonly busy: number;
  /** Ticks that this virtual machine wanted but its host gave to others. */
  readonly stolen: number;
}

/** Ticks since the machine started, from the first line of /proc/stat: see proc(5). Linux only. */
export function cpuTicks(): CpuTicks {
  const [user, nice, system, , , interrupts, softInterrupts, stolen] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number) as [number, number, number, number, number, number, number, number];
  return { busy: user + nice + system + interrupts + softInterrupts, stolen };
}

/** The share, 0 to 1, of the CPU time wanted between two readings that the host kept. */
export function stolenShare(before: CpuTicks, after: CpuTicks): number {
  const stolen = after.stolen - before.stolen;
  const wanted = after.busy - before.busy + stolen;
  return wanted === 0 ? 0 : stolen / wanted;
}
