import { getPriority, setPriority } from 'node:os';

const URGENT = -15;

/**
 * Starts a program, with all its threads and children, at a higher priority than all others, where the system allows it
 * (as root). On a desktop, audio threads get real-time priority. On a test machine nothing grants it to them, and they
 * starve beside a few busy programs.
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
