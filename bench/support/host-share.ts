import { readFileSync } from 'node:fs';

export interface CpuTicks {
  /** Spent on anything but waiting, by all cores. */
  readonly busy: number;
  /** Wanted, but given to somebody else by the host of a virtual machine. */
  readonly stolen: number;
}

/** Since the start of the machine: first line of /proc/stat, proc(5). Linux only. */
export function cpuTicks(): CpuTicks {
  const [user, nice, system, , , interrupts, softInterrupts, stolen] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number) as [number, number, number, number, number, number, number, number];
  return { busy: user + nice + system + interrupts + softInterrupts, stolen };
}

/** Share of the CPU time wanted between two readings that the host kept, 0 to 1. */
export function stolenShare(before: CpuTicks, after: CpuTicks): number {
  const stolen = after.stolen - before.stolen;
  const wanted = after.busy - before.busy + stolen;
  return wanted === 0 ? 0 : stolen / wanted;
}
