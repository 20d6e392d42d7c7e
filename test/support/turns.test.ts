import { describe, expect, test } from 'vitest';
import { inTurn, turnOf } from '../../e2e/support/runs/turns.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the turn of a run', () => {
  test('is the number of the day, unless one is asked for', () => {
    expect(turnOf({}, 20_000 * DAY_MS + 1)).toBe(20_000);
    expect(turnOf({ CAPSTAN_TURN: '' }, 20_000 * DAY_MS + 1)).toBe(20_000);
    expect(turnOf({ CAPSTAN_TURN: '7' })).toBe(7);
    expect(turnOf({ CAPSTAN_TURN: 'all' })).toBe('all');
  });

  test('is refused where it is no number', () => {
    for (const text of ['-1', '1.5', 'ALL', 'x']) expect(() => turnOf({ CAPSTAN_TURN: text })).toThrow(text);
  });
});

describe('cases that take turns', () => {
  const cases = ['a', 'b', 'c', 'd', 'e'];

  test('come up in order, and each of them in some turn', () => {
    expect([0, 1, 2, 3, 4, 5].flatMap((turn) => inTurn(cases, {}, turn).cases)).toEqual([...cases, 'a']);
    expect(inTurn(cases, { atOnce: 2 }, 2).cases).toEqual(['e', 'a']);
  });

  test('that show most run each time', () => {
    expect(inTurn(cases, { always: 2, atOnce: 2 }, 1).cases).toEqual(['a', 'b', 'e', 'c']);
  });

  test('all run where all are asked for, and none twice where there are few', () => {
    expect(inTurn(cases, { always: 1, atOnce: 2 }, 'all').cases).toEqual(cases);
    expect(inTurn(cases, { always: 3, atOnce: 9 }, 5).cases.toSorted()).toEqual(cases);
    expect(inTurn(['a'], { always: 1 }, 3).cases).toEqual(['a']);
  });

  test('tell the turn in the title', () => {
    expect(inTurn(cases, {}, 7).titled('A take')).toBe('A take (turn 7)');
  });
});
