import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('drain-pipe.mjs', import.meta.url));

/**
 * Reads a named pipe at a steady rate: the clock of an output that writes into it. In a process of its own, since a test
 * that compares samples keeps its thread for seconds. It ends with this one, however this one ends.
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
