import { getPriority, setPriority } from 'node:os';

const URGENT = -15;

/**
 * Starts a program ahead of all others, with all its threads and children, where the system allows it (as root). On a
 * desktop, audio threads are given real-time priority; on a test machine nobody gives it, and with a few busy programs
 * beside them they starve.
 */
export async function startUrgently<Result>(start: () => Promise<Result>): Promise<Result> {
  const usual = getPriority();
  try {
    setPriority(URGENT);
  } catch {
    return start();
  }
  try {
    return await start();
  } finally {
    setPriority(usual);
  }
}
