import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import { type TakeEvent } from '../../../src/shared/take/take-events.ts';
import { EventLog } from '../../../src/workers/take/event-log.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';
import { eventsOf } from '../take-support.ts';

const ONE: TakeEvent = { type: 'marker', frame: 1, label: 'eins – 1' };
const TWO: TakeEvent = { type: 'renamed', name: 'zwei' };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test('every event is a line, and on the disk when the call returns', () => {
  const handle = new MemoryHandle();
  const log = new EventLog(handle);
  const flushed: number[] = [];
  handle.onFlush = (bytes) => flushed.push(eventsOf(bytes).length);
  log.append(ONE);
  log.append(TWO);
  expect(flushed).toEqual([1, 2]);
  expect(handle.content).toEqual(encode(eventLine(ONE) + eventLine(TWO)));
  log.close();
  expect(handle.closed).toBe(true);
});

test('a log opened again goes on where it ended', () => {
  const handle = new MemoryHandle(encode(eventLine(ONE)));
  new EventLog(handle).append(TWO);
  expect(eventsOf(handle.content)).toEqual([ONE, TWO]);
  expect(handle.content).toEqual(encode(eventLine(ONE) + eventLine(TWO)));
});

test('room that a crash left behind is taken by the next events', () => {
  const handle = new MemoryHandle();
  const log = new EventLog(handle);
  log.append(ONE);
  log.keepRoom(4096);
  new EventLog(handle).append(TWO);
  expect(handle.content.subarray(0, encode(eventLine(ONE) + eventLine(TWO)).length)).toEqual(
    encode(eventLine(ONE) + eventLine(TWO)),
  );
  expect(eventsOf(handle.content)).toEqual([ONE, TWO]);
});

test('wherever a crash tore the last line, the next event stands on a line of its own', () => {
  const whole = encode(eventLine(ONE) + eventLine(ONE));
  for (let length = 0; length <= whole.length; length++) {
    const handle = new MemoryHandle(whole.slice(0, length));
    new EventLog(handle).append(TWO);
    const events = eventsOf(handle.content);
    expect(events.at(-1)).toEqual(TWO);
    expect(events.slice(0, -1).every((event) => event.type === 'marker')).toBe(true);
    if (length >= whole.length / 2) expect(events[0]).toEqual(ONE);
  }
});

test('room kept behind the last event takes events on a full disk, reads as nothing, and goes when the log is closed', () => {
  const handle = new MemoryHandle(encode(eventLine(ONE)));
  const log = new EventLog(handle);
  log.keepRoom(200);
  handle.quotaBytes = 0;
  expect(eventsOf(handle.content)).toEqual([ONE]);
  log.append(TWO);
  expect(eventsOf(handle.content)).toEqual([ONE, TWO]);
  // As after a crash: the reserved padding is still there.
  const after = new MemoryHandle(handle.content);
  new EventLog(after).append(ONE);
  expect(eventsOf(after.content)).toEqual([ONE, TWO, ONE]);
  log.close();
  expect(handle.content).toEqual(encode(eventLine(ONE) + eventLine(TWO)));
});

test('any events, torn at any byte and gone on with: every line that was whole is there, and so is what came after', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 10 });
  const span = { from: fc.nat(), to: fc.nat() };
  const anyEdit = fc.record({
    type: fc.constant('edited' as const),
    edit: fc.oneof(
      fc.record({ kind: fc.constantFrom('cut' as const, 'fade-in' as const, 'fade-out' as const), ...span }),
      fc.record({
        kind: fc.constant('gain' as const),
        decibels: fc.integer({ min: -600, max: 240 }),
        ...span,
      }),
    ),
  });
  const anyEvent = fc.oneof(
    fc.record({ type: fc.constant('marker' as const), frame: fc.nat(), label: anyText }),
    fc.record({ type: fc.constant('renamed' as const), name: anyText }),
    fc.record({ type: fc.constant('paused' as const), frame: fc.nat(), at: fc.nat() }),
    fc.record({ type: fc.constant('synced' as const), frames: fc.nat() }),
    anyEdit,
    fc.record({ type: fc.constantFrom('edit-undone' as const, 'edit-redone' as const) }),
  );
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 6 }),
      fc.array(anyEvent, { maxLength: 3 }),
      fc.nat(),
      fc.uint8Array({ maxLength: 5 }),
      (before, after, tear, rubbish) => {
        const lines = before.map((event) => encode(eventLine(event)));
        const whole = Uint8Array.from(lines.flatMap((line) => [...line]));
        const kept = tear % (whole.length + 1);
        let [lineCount, length] = [0, 0];
        while (lineCount < lines.length && length + lines[lineCount]!.length <= kept)
          length += lines[lineCount++]!.length;

        const handle = new MemoryHandle(Uint8Array.of(...whole.subarray(0, kept), ...rubbish));
        const log = new EventLog(handle);
        for (const event of after) log.append(event);
        const events = log.read();
        expect(events).toEqual(eventsOf(handle.content));
        expect(events.slice(0, lineCount)).toEqual(before.slice(0, lineCount));
        expect(events.slice(events.length - after.length)).toEqual(after);
        // A line that lacks only its line feed is complete too.
        expect(events.length - after.length - lineCount).toBeLessThanOrEqual(1);
      },
    ),
  );
});

describe('a full disk', () => {
  test.each(['short-write', 'throw'] as const)(
    'is an error (%s), and no event after it is lost',
    (refusal) => {
      const handle = new MemoryHandle();
      const log = new EventLog(handle);
      log.append(ONE);
      handle.refusal = refusal;
      handle.quotaBytes = handle.getSize() + 5;
      expect(() => log.append(TWO)).toThrow(expect.objectContaining({ code: 'storage-full' }));
      handle.quotaBytes = Number.POSITIVE_INFINITY;
      log.append(TWO);
      expect(eventsOf(handle.content)).toEqual([ONE, TWO]);
    },
  );
});
