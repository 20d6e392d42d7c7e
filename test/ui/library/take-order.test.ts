import { describe, expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { groupedTakes, type ListChoices } from '../../../src/ui/library/take-order.ts';
import { listOf } from './take-list.ts';

const PLAIN: ListChoices = { order: 'newest', byDay: false, rejected: true };

function names(takes: readonly Take[], query = '', choices: Partial<ListChoices> = {}): string[][] {
  return groupedTakes(takes, query, { ...PLAIN, ...choices }).map((group) =>
    group.takes.map(({ name }) => name),
  );
}

test('takes are listed by time, by name with numbers as numbers, or by length', () => {
  const takes = listOf(['take 10', 'Take 9', 'a']);
  expect(names(takes)).toEqual([['take 10', 'Take 9', 'a']]);
  expect(names(takes, '', { order: 'oldest' })).toEqual([['a', 'Take 9', 'take 10']]);
  expect(names(takes, '', { order: 'name' })).toEqual([['a', 'Take 9', 'take 10']]);
  expect(names(takes, '', { order: 'longest' })).toEqual([['take 10', 'Take 9', 'a']]);
});

test('a search finds parts of names, whatever their case and accents, and nothing is an empty list', () => {
  const takes = listOf(['Übung eins', 'uber alles', 'Interview']);
  expect(names(takes, ' UB ')).toEqual([['Übung eins', 'uber alles']]);
  expect(names(takes, 'übu')).toEqual([['Übung eins']]);
  expect(names(takes, 'nothing')).toEqual([]);
});

describe('by day', () => {
  const at = (name: string, ...time: [number, number, number, number, number]) => {
    const [take] = listOf([name]);
    return { ...take!, spec: { ...take!.spec, createdAt: new Date(...time).getTime() } };
  };
  const takes = [
    at('late', 2026, 10, 21, 23, 59),
    at('early', 2026, 10, 21, 0, 0),
    at('before', 2026, 10, 20, 23, 59),
  ];

  test('each day has its takes, from midnight to midnight', () => {
    expect(names(takes, '', { byDay: true })).toEqual([['late', 'early'], ['before']]);
    expect(groupedTakes(takes, '', { ...PLAIN, byDay: true })[0]?.day).toBe(new Date(2026, 10, 21).getTime());
  });

  test('takes that are not ordered by time have no days', () => {
    expect(names(takes, '', { byDay: true, order: 'name' })).toEqual([['before', 'early', 'late']]);
  });
});

test('rejected takes come last in their group, or not at all', () => {
  const [one, two, three] = listOf(['one', 'two', 'three']);
  const takes = [{ ...one!, rejected: true }, two!, three!];
  expect(names(takes)).toEqual([['two', 'three', 'one']]);
  expect(names(takes, '', { rejected: false })).toEqual([['two', 'three']]);
});
