import { spawn } from 'node:child_process';

export interface ToolResult {
  readonly tool: string;
  /** Exit code; `null` when a signal ended the tool. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A tool that hangs on a damaged file is killed after this time, long before the test runner would give up. */
const TIMEOUT_MS = 120_000;

/** Runs a tool until it exits. Resolves with any exit code; rejects only when the tool could not be started. */
export function runTool(tool: string, args: readonly string[], input?: string): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      // The reports are parsed, so they must have no translated messages and no decimal commas.
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
    // A tool that exits before it has read its input is judged by its exit code, not by this EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** Runs a tool that has to succeed. The error contains the end of the tool's output. */
export async function mustRun(tool: string, args: readonly string[], input?: string): Promise<ToolResult> {
  const result = await runTool(tool, args, input);
  if (result.code !== 0) {
    throw new Error(`${tool} ${args.join(' ')} exited with ${String(result.code)}: ${tail(result)}`);
  }
  return result;
}

/** The last lines that a tool printed, which explain a failure. */
export function tail(result: ToolResult, lines = 5): string {
  return `${result.stdout}\n${result.stderr}`
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-lines)
    .join(' | ');
}
