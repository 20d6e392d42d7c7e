/**
 * @typedef {{ run: number, passed: boolean, seconds: number, figures: string[], failures: string[] }} ExactRun
 */

/**
 * Reads Playwright's JSON report of a repeated file. Returns one entry per repetition, which combines all its tests.
 *
 * @param {string} json
 * @param {number} expected the number of repetitions asked for
 * @returns {ExactRun[]} `expected` entries; a repetition that never ran is a failure
 */
export function exactRuns(json, expected) {
  const runs = Array.from({ length: expected }, (_, index) => newRun(index + 1));
  for (const spec of specs(JSON.parse(json))) {
    spec.tests.forEach((test, index) => {
      // The report lists a test's repetitions in order.
      const run = runs[index];
      if (run === undefined) return;
      run.tests++;
      run.seconds += test.results.reduce((sum, result) => sum + result.duration, 0) / 1000;
      for (const { type, description } of test.annotations ?? []) {
        if (type === 'figure' && description) run.figures.push(description);
      }
      if (test.status !== 'expected') run.failures.push(`${spec.title}: ${test.status}`);
    });
  }
  return runs.map(({ tests, ...run }) => {
    const failures = tests === 0 ? ['it did not run'] : run.failures;
    return { ...run, failures, passed: failures.length === 0 };
  });
}

/**
 * @param {readonly ExactRun[]} runs
 * @returns {string} a line per run and a summary
 */
export function formatRuns(runs) {
  const lines = runs.map(({ run, passed, seconds, figures, failures }) =>
    [`run ${run}: ${passed ? 'exact' : 'FAILED'} in ${seconds.toFixed(1)} s`, ...figures, ...failures].join(
      '; ',
    ),
  );
  const passed = runs.filter((run) => run.passed).length;
  return [...lines, `${passed} of ${runs.length} runs exact`].join('\n');
}

/** @param {number} run */
function newRun(run) {
  return {
    run,
    tests: 0,
    seconds: 0,
    figures: /** @type {string[]} */ ([]),
    failures: /** @type {string[]} */ ([]),
  };
}

/**
 * @typedef {{ status: string, results: { duration: number }[], annotations?: { type: string, description?: string }[] }} ReportTest
 * @typedef {{ title: string, tests: ReportTest[] }} ReportSpec
 */

/**
 * @param {any} report
 * @returns {ReportSpec[]}
 */
function specs(report) {
  /** @type {ReportSpec[]} */
  const found = [];
  /** @param {any} suite */
  const visit = (suite) => {
    found.push(...(suite.specs ?? []));
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of report.suites ?? []) visit(suite);
  return found;
}
