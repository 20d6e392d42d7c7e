import type { TakeEvent, TakeStanding } from './take-events.ts';

/** How long a deleted take can be restored, in milliseconds: 30 days. A later start of the page removes it. */
export const DELETED_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Whether a deleted take has been kept for as long as deleted takes are kept. */
export function isOverdue({ deletedAt }: Pick<TakeStanding, 'deletedAt'>, nowMs: number): boolean {
  return deletedAt !== undefined && nowMs - deletedAt > DELETED_KEPT_MS;
}

/** Replays the events about a take's standing. The last one of each kind counts. */
export function replayStanding(events: readonly TakeEvent[]): TakeStanding {
  let starred = false;
  let rejected = false;
  let deletedAt: number | undefined;
  for (const event of events) {
    if (event.type === 'starred') starred = true;
    else if (event.type === 'unstarred') starred = false;
    else if (event.type === 'rejected') rejected = true;
    else if (event.type === 'unrejected') rejected = false;
    else if (event.type === 'deleted') deletedAt = event.at;
    else if (event.type === 'restored') deletedAt = undefined;
  }
  return { starred, rejected, deletedAt };
}
