import { spawn } from 'node:child_process';

export interface ToolResult {
  readonly tool: string;
  /** Exit code; `null` when a signal ended the tool. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Kills a tool that hangs on a damaged file long before the test runner would. */
const TIMEOUT_MS = 120_000;

/** Runs a tool to its end. Resolves whatever the exit code; rejects only when the tool could not be started. */
export function runTool(tool: string, args: readonly string[], input?: string): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      // The reports are parsed: no translated messages, no decimal commas.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (cause) => reject(new Error(`${tool} could not be started`, { cause })));
    child.on('close', (code) =>
      resolve({ tool, code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
    // A tool that exits before it has read its input is judged by its exit code, not by our EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** Runs a tool that has to succeed; the error carries the end of what it said. */
export async function mustRun(tool: string, args: readonly string[], input?: string): Promise<ToolResult> {
  const result = await runTool(tool, args, input);
  if (result.code !== 0) {
    throw new Error(`${tool} ${args.join(' ')} exited with ${String(result.code)}: ${tail(result)}`);
  }
  return result;
}

/** The last words of a tool: where a failure explains itself. */
export function tail(result: ToolResult, lines = 5): string {
  return `${result.stdout}\n${result.stderr}`
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-lines)
    .join(' | ');
}
