/** @typedef {{ passed: number, failed: number, skipped: number }} TestCounts */

/** @type {Readonly<TestCounts>} */
export const NO_TESTS = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {'vitest' | 'playwright'} tool
 * @param {string} json the tool's JSON report
 * @returns {TestCounts}
 * @throws {Error} if the report lacks the numbers
 */
export function countTests(tool, json) {
  const report = JSON.parse(json);
  const counts = tool === 'vitest' ? countVitest(report) : countPlaywright(report);
  if (!Object.values(counts).every(Number.isSafeInteger))
    throw new Error(`The report of ${tool} has no counts.`);
  return counts;
}

/**
 * @param {TestCounts} a
 * @param {TestCounts} b
 * @returns {TestCounts}
 */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * @param {TestCounts} counts
 * @returns {string}
 */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {any} report
 * @returns {TestCounts}
 */
function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * A test that passed only on a retry counts as failed: a recorder that works only at the second try does not work.
 *
 * @param {any} report
 * @returns {TestCounts}
 */
function countPlaywright({ stats = {} }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}
