import { expect, test } from 'vitest';
import type { EditOperation } from '../../../src/shared/edit/edit-list.ts';
import { EditReplay } from '../../../src/shared/edit/edit-replay.ts';
import { eventLine, parseEventLog } from '../../../src/shared/take/event-lines.ts';
import type { TakeEvent } from '../../../src/shared/take/take-events.ts';

const EDITS: readonly EditOperation[] = [
  { kind: 'cut', from: 10, to: 20 },
  { kind: 'keep', from: 5, to: 900, of: 1000 },
  { kind: 'silence', from: 30, to: 40 },
  { kind: 'gain', decibels: -12.5, from: 100, to: 200 },
  { kind: 'fade-in', from: 5, to: 50 },
  { kind: 'fade-out', from: 800, to: 900 },
];

/** Each edit, three of them undone, and two of these redone. */
const LOG: readonly TakeEvent[] = [
  ...EDITS.map((edit) => ({ type: 'edited' as const, edit })),
  ...[1, 2, 3].map(() => ({ type: 'edit-undone' as const })),
  ...[1, 2].map(() => ({ type: 'edit-redone' as const })),
];

function operationsOf(events: readonly TakeEvent[]): readonly EditOperation[] {
  const replay = new EditReplay();
  for (const event of events)
    if (event.type === 'edited' || event.type === 'edit-undone' || event.type === 'edit-redone')
      replay.apply(event);
  return replay.edits.operations;
}

test('the edits of a log that is torn at any byte are those of the lines that are whole', () => {
  const lines = LOG.map(eventLine);
  const text = lines.join('');
  for (let length = 0; length <= text.length; length++) {
    const torn = text.slice(0, length);
    const whole = torn.split('\n').length - 1;
    // A line that lacks only its line feed is whole, too.
    const count = torn.length + 1 === lines.slice(0, whole + 1).join('').length ? whole + 1 : whole;
    expect(operationsOf(parseEventLog(torn)), `${length} bytes`).toEqual(operationsOf(LOG.slice(0, count)));
    // What is edited afterwards comes after it, on a line of its own.
    const next: TakeEvent = { type: 'edited', edit: { kind: 'gain', decibels: 3, from: 1, to: 2 } };
    const continued = parseEventLog(`${torn}\n${eventLine(next)}`);
    expect(operationsOf(continued)).toEqual(operationsOf([...LOG.slice(0, count), next]));
  }
});

test('what was undone last is what stays undone', () => {
  expect(operationsOf(LOG)).toEqual(EDITS.slice(0, 5));
});
