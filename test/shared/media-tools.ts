import { execFile, spawn } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Creates a separate folder in the system's temporary folder. Remove it in `afterAll`. */
export function temporaryFolder(name: string): { path: (file: string) => string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), `capstan-${name}-`));
  return { path: (file) => join(root, file), remove: () => rmSync(root, { recursive: true }) };
}

/** Runs an installed tool and returns what it printed. A missing tool fails the test and is named in the error. */
export async function run(tool: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return stdout;
}

/** Runs an installed tool on `input`, through pipes, in which it cannot seek. Returns its output. */
export function pipeThrough(tool: string, args: readonly string[], input: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const output: Buffer[] = [];
    child.on('error', reject);
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('close', (code) => {
      if (code === 0) resolve(new Uint8Array(Buffer.concat(output)));
      else reject(new Error(`${tool} ended with ${code}`));
    });
    child.stdin.on('error', () => undefined); // A tool that fails early is reported by its exit code.
    child.stdin.end(input);
  });
}

/** Writes a sparse file: `head`, then a hole of `holeBytes` that reads as 0, then `tail`. */
export function writeSparse(
  path: string,
  head: Uint8Array,
  holeBytes: number,
  tail: Uint8Array = new Uint8Array(0),
): void {
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, head.length + holeBytes + tail.length);
  if (tail.length > 0) writeSync(file, tail, 0, tail.length, head.length + holeBytes);
  closeSync(file);
}
