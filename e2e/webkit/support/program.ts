import { spawn, type StdioOptions } from 'node:child_process';
import type { Readable } from 'node:stream';
import { onPath } from '../../../scripts/lib/on-path.mjs';

/** How long a program may take to end after it was asked to. */
const END_PATIENCE_MS = 3000;

/** A program and all processes that it starts, which end together. */
export interface Program {
  /** What the program writes to its file descriptor 3. */
  readonly told: Readable;
  readonly exited: Promise<void>;
  close(): Promise<void>;
}

/** Starts a program in its own process group, so that exactly the processes started here are ended here. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Program {
  const stdio: StdioOptions = ['ignore', 'ignore', 'ignore', 'pipe'];
  const [first = '', ...others] = [...dyingWithUs(), command, ...args];
  const child = spawn(first, others, { stdio, detached: true, env: { ...process.env, ...env } });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // All of its processes have ended.
    }
  };
  // A test that times out never reaches its `close`.
  const endWithUs = () => signal('SIGKILL');
  process.once('exit', endWithUs);
  return {
    told: child.stdio[3] as Readable,
    exited,
    async close() {
      signal('SIGTERM');
      const late = setTimeout(() => signal('SIGKILL'), END_PATIENCE_MS);
      await exited;
      clearTimeout(late);
      // Processes that the program started may have outlived it.
      signal('SIGKILL');
      process.off('exit', endWithUs);
    },
  };
}

/** A test runner that is killed runs no exit handler. The system then ends the program, where it can. */
function dyingWithUs(): string[] {
  return process.platform === 'linux' && onPath('setpriv') !== undefined
    ? ['setpriv', '--pdeathsig', 'TERM']
    : [];
}
