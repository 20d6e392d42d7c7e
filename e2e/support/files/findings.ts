import { runTool, tail, type ToolResult } from '../browser/run.ts';

/** What one tool, or several tools in agreement, read from a file. */
export interface AudioFacts {
  readonly durationSeconds: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/** Collects the problems that the tools find in one file. */
export class Findings {
  readonly problems: string[] = [];
  readonly tools: string[] = [];

  add(tool: string, problem: string): void {
    this.problems.push(`${tool}: ${problem}`);
  }

  /** Runs a tool. Any exit code other than 0 is a problem, and so is each line that `suspicious` matches. */
  async run(tool: string, args: readonly string[], suspicious?: RegExp): Promise<ToolResult> {
    this.tools.push(tool);
    const result = await runTool(tool, args);
    if (result.code !== 0) this.add(tool, `exit code ${String(result.code)}: ${tail(result)}`);
    if (suspicious !== undefined) {
      const lines = `${result.stdout}\n${result.stderr}`.split(/[\r\n]+/);
      for (const line of lines.filter((line) => suspicious.test(line))) this.add(tool, line.trim());
    }
    return result;
  }

  /** Extracts a number from a report. If it is absent, that is a problem and the result is NaN. */
  number(result: ToolResult, name: string, pattern: RegExp): number {
    const match = pattern.exec(`${result.stdout}\n${result.stderr}`);
    if (match?.[1] === undefined) {
      this.add(result.tool, `does not report ${name}`);
      return Number.NaN;
    }
    return Number(match[1]);
  }

  /** Compares what two tools read from one file. If they differ, at least one part of the file is wrong. */
  compare(tool: string, name: string, value: number, expected: number, tolerance = 0): void {
    if (!(Math.abs(value - expected) <= tolerance))
      this.add(tool, `${name} is ${value}, elsewhere it is ${expected}`);
  }
}
