import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesOfOtherDays, testFiles } from '../../e2e/support/runs/file-days.ts';
import { EACH_TIME } from '../../playwright.config.ts';

const week = [0, 1, 2, 3, 4, 5, 6];
const files = Array.from({ length: 23 }, (_, i) => `${i}.spec.ts`);
const eachTime = ['3.spec.ts', '11.spec.ts'];

describe('the files of a brief run', () => {
  const left = (turn: number) => filesOfOtherDays(files, eachTime, { brief: true, turn });

  test('each have one day of a week, but for those that run each time', () => {
    for (const file of files) {
      const days = week.filter((turn) => !left(turn).includes(file));
      expect(days, file).toHaveLength(eachTime.includes(file) ? 7 : 1);
    }
    expect(left(7)).toEqual(left(0));
  });

  test('are about as many each day', () => {
    for (const turn of week) expect([5, 6]).toContain(files.length - left(turn).length);
  });

  test('may come up sooner than once a week', () => {
    const twice = [0, 1].map((turn) => filesOfOtherDays(['b', 'a'], [], { brief: true, turn, days: 2 }));
    expect(twice).toEqual([['b'], ['a']]);
  });
});

test('any other run leaves no file out', () => {
  expect(filesOfOtherDays(files, eachTime, { brief: false, turn: 3 })).toEqual([]);
  expect(filesOfOtherDays(files, eachTime, { brief: true, turn: 'all' })).toEqual([]);
});

test('the files that run each time exist', () => {
  for (const file of EACH_TIME) expect(existsSync(`e2e/${file}`), file).toBe(true);
  expect(testFiles('e2e/record')).toContain('exact.spec.ts');
});
