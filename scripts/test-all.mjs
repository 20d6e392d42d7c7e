import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';
import { NO_TESTS, addCounts, countTests, formatCounts } from './test-all/count-tests.mjs';
import { allSteps } from './test-all/steps.mjs';

/** The number of single-core steps (`beside`) that run at the same time. */
const LANES = 2;

/**
 * Runs the steps in order until one fails, and prints a summary. Neighbouring steps marked `beside` run in parallel.
 * The summary's last line is the count of tests, or the step that failed.
 *
 * @param {readonly import('./test-all/steps.mjs').Step[]} steps
 * @returns {Promise<number>} the exit code of the step that failed first, or 0
 */
export async function runSteps(steps) {
  /** @type {string[]} */
  const summary = [];
  let counts = NO_TESTS;
  /** @type {{ title: string, code: number } | undefined} */
  let failure;
  const waiting = [...steps];

  /** @param {import('./test-all/steps.mjs').Step} step */
  const runOne = async (step) => {
    const { title, code, result, seconds, stepCounts } = await runStep(step);
    console.log(`── ${title}: ${result} in ${seconds} s`);
    summary.push(`${seconds.padStart(7)} s  ${title}: ${result}`);
    if (stepCounts) counts = addCounts(counts, stepCounts);
    if (code !== 0) failure ??= { title, code };
  };
  const runLane = async () => {
    while (failure === undefined && waiting[0]?.beside) {
      const step = waiting.shift();
      if (step) await runOne(step);
    }
  };

  while (failure === undefined && waiting.length > 0) {
    await Promise.all(Array.from({ length: LANES }, runLane));
    const step = failure === undefined ? waiting.shift() : undefined;
    if (step) await runOne(step);
  }

  const end = failure === undefined ? formatCounts(counts) : `Stopped at "${failure.title}".`;
  console.log(['', ...summary, end].join('\n'));
  return failure?.code ?? 0;
}

/** @param {import('./test-all/steps.mjs').Step} step */
async function runStep({ title, command, args, env, report }) {
  console.log(`\n── ${title}`);
  const startedMs = performance.now();
  let code = await run(command, args, env ? { env } : {});
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);

  let result = code === 0 ? 'ok' : `failed (exit code ${code})`;
  const stepCounts = report && (await readCounts(report.tool, report.path));
  if (stepCounts) result += `, ${formatCounts(stepCounts)}`;
  if (code === 0 && report && (!stepCounts || stepCounts.failed > 0)) {
    code = 1;
    result = stepCounts ? `failed, ${formatCounts(stepCounts)}` : 'failed: it left no report';
  }
  return { title, code, result, seconds, stepCounts };
}

/**
 * @param {'vitest' | 'playwright'} tool
 * @param {string} path
 */
async function readCounts(tool, path) {
  try {
    return countTests(tool, await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

if (isMain(import.meta.url)) {
  const reportDir = await mkdtemp(join(tmpdir(), 'capstan-reports-'));
  try {
    process.exitCode = await runSteps(allSteps(reportDir));
  } finally {
    await rm(reportDir, { recursive: true, force: true });
  }
}
