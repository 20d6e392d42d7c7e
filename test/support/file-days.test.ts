import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DAYS, filesOfOtherDays, testFiles } from '../../e2e/support/runs/file-days.ts';
import { EACH_TIME } from '../../playwright.config.ts';

const turns = Array.from({ length: DAYS }, (_, turn) => turn);
const files = Array.from({ length: 23 }, (_, i) => `${i}.spec.ts`);
const eachTime = ['3.spec.ts', '11.spec.ts'];

describe('the files of a brief run', () => {
  const left = (turn: number) => filesOfOtherDays(files, eachTime, { brief: true, turn });

  test('each have one day of so many, but for those that run each time', () => {
    for (const file of files) {
      const days = turns.filter((turn) => !left(turn).includes(file));
      expect(days, file).toHaveLength(eachTime.includes(file) ? DAYS : 1);
    }
    expect(left(DAYS)).toEqual(left(0));
  });

  test('are about as many each day', () => {
    for (const turn of turns) expect([3, 4]).toContain(files.length - left(turn).length);
  });

  test('may come up sooner', () => {
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
