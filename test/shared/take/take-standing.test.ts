import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventLine, parseEventLog } from '../../../src/shared/take/event-lines.ts';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';
import { DELETED_KEPT_MS, isOverdue, replayStanding } from '../../../src/shared/take/take-standing.ts';

const anyEvent = fc.oneof(
  fc.constantFrom<TakeEvent[]>(
    { type: 'starred' },
    { type: 'unstarred' },
    { type: 'rejected' },
    { type: 'unrejected' },
    { type: 'renamed', name: 'Ada' },
  ),
  fc.record({ type: fc.constantFrom('deleted' as const, 'restored' as const), at: fc.nat() }),
);

test('a take is neither starred, rejected nor deleted until its log says so', () => {
  expect(replayStanding([])).toEqual({ starred: false, rejected: false, deletedAt: undefined });
});

test('of a star, a rejection and a deletion the last word counts, each by itself', () => {
  fc.assert(
    fc.property(fc.array(anyEvent), (events) => {
      const last = (...types: string[]) => events.findLast(({ type }) => types.includes(type));
      const deletion = last('deleted', 'restored');
      expect(replayStanding(events)).toEqual({
        starred: last('starred', 'unstarred')?.type === 'starred',
        rejected: last('rejected', 'unrejected')?.type === 'rejected',
        deletedAt: deletion?.type === 'deleted' ? deletion.at : undefined,
      });
    }),
  );
});

test('a crash while an event is written leaves the standing as it was before, or as it is after', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent),
      anyEvent,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (events, next, share) => {
        const before = events.map(eventLine).join('');
        const line = eventLine(next);
        const torn = before + line.slice(0, Math.floor(line.length * share));
        expect([replayStanding(events), replayStanding([...events, next])]).toContainEqual(
          replayStanding(parseEventLog(torn)),
        );
      },
    ),
  );
});

test('a deleted take is overdue once it was kept for 30 days; one that was restored never is', () => {
  expect(isOverdue({ deletedAt: 1000 }, 1000 + DELETED_KEPT_MS)).toBe(false);
  expect(isOverdue({ deletedAt: 1000 }, 1001 + DELETED_KEPT_MS)).toBe(true);
  expect(isOverdue({ deletedAt: undefined }, Number.MAX_SAFE_INTEGER)).toBe(false);
});
