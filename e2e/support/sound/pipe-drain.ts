import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('drain-pipe.mjs', import.meta.url));

/**
 * Reads a named pipe at a steady rate, which is the clock of an output that writes into it. The reader is a separate
 * process, because a test that compares samples blocks its thread for seconds. It ends with this process, however this
 * one ends.
 */
export function drainPipe(path: string, bytesPerSecond: number): { close(): Promise<void> } {
  const child = spawn(process.execPath, [PROGRAM, path, String(bytesPerSecond)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.unref();
  (child.stdin as Socket).unref();
  return {
    close() {
      child.ref();
      child.stdin.end();
      return exited;
    },
  };
}
