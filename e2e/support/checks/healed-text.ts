import type { Healed } from '../../../src/shared/take/ledger.ts';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';

/**
 * `441 inserted in the worklet's at 0.02 s, …`: the frames that one capture path (way) lacked and the other one had.
 */
export function healedText(healed: readonly Healed[], sampleRate: number): string {
  return healed
    .map(
      ({ way, kind, frame, frames }) =>
        `${frames} ${kind} in the ${way}'s at ${(frame / sampleRate).toFixed(2)} s`,
    )
    .join(', ');
}

/** What an event log reports as healed. */
export function healedIn(events: readonly TakeEvent[]): Healed[] {
  return events.flatMap((event) => (event.type === 'healed' ? [event.healed] : []));
}
