import { expect, test } from 'vitest';
import { costTable, costsOf } from '../../scripts/test-costs.mjs';

const result = (seconds: string) => ({
  annotations: [
    { type: 'figure', description: '441 frames exact' },
    { type: 'processor seconds', description: seconds },
  ],
});
const spec = (file: string, title: string, ...seconds: string[]) => ({
  file,
  title,
  tests: [{ results: seconds.map(result) }],
});

test('the costs of a report are those of each test’s last run, listed by file, the dearest first', () => {
  const report = {
    suites: [
      { specs: [spec('cheap.spec.ts', 'one', '1.50')] },
      {
        specs: [spec('dear.spec.ts', 'two', '9.00', '2.25')],
        suites: [{ specs: [spec('dear.spec.ts', 'three', '4.00'), spec('dear.spec.ts', 'never run')] }],
      },
    ],
  };
  const costs = costsOf(report);
  expect(costs.map(({ title, seconds }) => [title, seconds])).toEqual([
    ['one', 1.5],
    ['two', 2.25],
    ['three', 4],
  ]);
  expect(costTable(costs).split('\n')).toEqual([
    '     6.3 s  dear.spec.ts, 2',
    '     2.3 s      two',
    '     4.0 s      three',
    '     1.5 s  cheap.spec.ts, 1',
    '     1.5 s      one',
    '     7.8 s  3 tests',
  ]);
});
