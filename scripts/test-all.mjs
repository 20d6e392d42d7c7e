import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';
import { NO_TESTS, addCounts, countTests, formatCounts } from './test-all/count-tests.mjs';
import { allSteps } from './test-all/steps.mjs';

/**
 * Runs the steps in order until one fails, and ends with a summary. After a full success its last line is the count
 * of tests, after a failure the step that failed.
 *
 * @param {readonly import('./test-all/steps.mjs').Step[]} steps
 * @returns {Promise<number>} the exit code: that of the step that failed, or 0
 */
export async function runSteps(steps) {
  /** @type {string[]} */
  const summary = [];
  let counts = NO_TESTS;

  for (const { title, command, args, env, report } of steps) {
    console.log(`\n── ${title}`);
    const startedMs = performance.now();
    let code = await run(command, args, env ? { env } : {});
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);

    let result = code === 0 ? 'ok' : `failed (exit code ${code})`;
    if (report) {
      const stepCounts = await readCounts(report.tool, report.path);
      if (stepCounts) {
        counts = addCounts(counts, stepCounts);
        result += `, ${formatCounts(stepCounts)}`;
      }
      if (code === 0 && (!stepCounts || stepCounts.failed > 0)) {
        code = 1;
        result = stepCounts ? `failed, ${formatCounts(stepCounts)}` : 'failed: it left no report';
      }
    }
    console.log(`── ${title}: ${result} in ${seconds} s`);
    summary.push(`${seconds.padStart(7)} s  ${title}: ${result}`);

    if (code !== 0) {
      console.log(['', ...summary, `Stopped at "${title}".`].join('\n'));
      return code;
    }
  }
  console.log(['', ...summary, formatCounts(counts)].join('\n'));
  return 0;
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
