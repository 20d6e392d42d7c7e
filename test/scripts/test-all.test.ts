import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runSteps } from '../../scripts/test-all.mjs';
import { countTests } from '../../scripts/test-all/count-tests.mjs';
import { tempFolder } from './temp-folder.ts';

const VITEST = { numPassedTests: 120, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const PLAYWRIGHT = { stats: { expected: 30, unexpected: 0, flaky: 0, skipped: 2 } };

const node = (title: string, code: string) => ({ title, command: process.execPath, args: ['-e', code] });

function printed(): () => string[] {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  return () => log.mock.calls.flatMap(([text]) => String(text).split('\n'));
}
afterEach(() => vi.restoreAllMocks());

test('ends with the tests of both runners on the last line', async () => {
  const dir = await tempFolder({ 'v.json': JSON.stringify(VITEST), 'p.json': JSON.stringify(PLAYWRIGHT) });
  const lines = printed();
  const code = await runSteps([
    { ...node('unit', ''), report: { tool: 'vitest', path: join(dir, 'v.json') } },
    { ...node('browser', ''), report: { tool: 'playwright', path: join(dir, 'p.json') } },
  ]);
  expect(code).toBe(0);
  expect(lines().at(-1)).toBe('150 passed, 0 failed, 4 skipped');
});

test('stops at the first failure with its exit code', async () => {
  const lines = printed();
  const code = await runSteps([
    node('good', ''),
    node('bad', 'process.exit(7)'),
    node('never', 'process.exit(9)'),
  ]);
  expect(code).toBe(7);
  expect(lines().at(-1)).toBe('Stopped at "bad".');
  expect(lines().join('\n')).not.toContain('never');
});

test('steps marked so run two at a time, and the next one waits for both', async () => {
  const lines = printed();
  const beside = (title: string, ms: number) => ({
    ...node(title, `setTimeout(() => {}, ${ms})`),
    beside: true,
  });
  expect(
    await runSteps([beside('long', 1500), beside('short', 0), beside('third', 0), node('next', '')]),
  ).toBe(0);
  const ends = lines().filter((line) => / in [\d.]+ s$/.test(line));
  expect(ends.map((line) => /── (\w+):/.exec(line)?.[1])).toEqual(['short', 'third', 'long', 'next']);
});

test('what fails beside another ends the run when the other has ended', async () => {
  const lines = printed();
  const beside = (title: string, code: string) => ({ ...node(title, code), beside: true });
  const code = await runSteps([
    beside('slow', 'setTimeout(() => {}, 800)'),
    beside('bad', 'process.exit(7)'),
    beside('never', ''),
    node('after', ''),
  ]);
  expect(code).toBe(7);
  expect(lines().at(-1)).toBe('Stopped at "bad".');
  const text = lines().join('\n');
  expect(text).toContain('── slow: ok');
  expect(text).not.toContain('never');
  expect(text).not.toContain('after');
});

test('a runner that succeeds without a report has failed', async () => {
  const dir = await tempFolder({});
  printed();
  expect(
    await runSteps([{ ...node('unit', ''), report: { tool: 'vitest', path: join(dir, 'none.json') } }]),
  ).toBe(1);
});

test('a test that needed a second try is a failure', async () => {
  const flaky = JSON.stringify({ stats: { expected: 29, unexpected: 0, flaky: 1, skipped: 0 } });
  expect(countTests('playwright', flaky)).toEqual({ passed: 29, failed: 1, skipped: 0 });

  const dir = await tempFolder({ 'p.json': flaky });
  printed();
  const step = { ...node('browser', ''), report: { tool: 'playwright' as const, path: join(dir, 'p.json') } };
  expect(await runSteps([step])).toBe(1);
});
