import { expect, test } from 'vitest';
import { isWhole, type Gap, type Ledger } from '../../../src/shared/take/ledger.ts';
import { partEvents, partMarkers, partSpec, splitSpans } from '../../../src/shared/take/part-of-take.ts';
import type { TakeEvent, TakeSpec } from '../../../src/shared/take/take-events.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';

const FRAMES = 96_000;

const SPEC: TakeSpec = {
  id: 'whole',
  name: 'Talk',
  format: 'opus',
  quality: 'q',
  sampleFormat: 's24',
  sampleRate: 48_000,
  channels: 2,
  createdAt: 1000,
  source: 'microphone',
  device: 'Microphone',
};

const GAPS: readonly Gap[] = [
  { frame: 40_000, frames: 10, kind: 'overrun' },
  { frame: 47_000, frames: 2000, kind: 'no-input', filled: true },
  { frame: 47_990, frames: 20, kind: 'zeros' },
  { frame: 48_000, frames: 300, kind: 'clock-jump' },
  { frame: FRAMES, frames: 500, kind: 'storage' },
];

const LEDGER: Ledger = {
  captured: FRAMES - 2000 + 500,
  journaled: FRAMES - 2000,
  filled: 2000,
  lost: 10 + 2000 + 300 + 500,
  gaps: GAPS,
  healed: [{ frame: 50_000, frames: 128, way: 'track', kind: 'missing' }],
  wallMs: 2000,
  clockPpm: undefined,
};

const END: TakeEvent = { type: 'stopped', at: 5000, frames: FRAMES, ledger: LEDGER };

function partsOf(events: readonly TakeEvent[], ...places: number[]) {
  const created: TakeEvent = { type: 'created', version: 1, spec: SPEC };
  const history = replayEvents([created, ...events])!;
  return splitSpans(places, FRAMES).map((span, at) => {
    const spec = partSpec(SPEC, span, `part-${at}`, `Talk (${at + 1})`);
    const log: TakeEvent[] = [{ type: 'created', version: 1, spec }];
    expect(replayEvents(log)?.copying).toBe(true);
    const told = partEvents(history, FRAMES, span, 9000);
    expect(replayEvents([...log, ...told.slice(0, -1)])?.copying).toBe(true);
    const part = replayEvents([...log, ...told])!;
    expect(part.copying).toBe(false);
    return part;
  });
}

test('each part accounts for every frame of its own, and both together for those of the whole', () => {
  const [first, second] = partsOf([END], 48_000);
  expect(first?.ledger).toEqual({
    captured: 47_000,
    journaled: 47_000,
    filled: 1000,
    lost: 1010,
    gaps: [GAPS[0], { ...GAPS[1], frames: 1000 }, { ...GAPS[2], frames: 10 }],
    wallMs: Math.round((47_000 + 1010) / 48),
    clockPpm: undefined,
  });
  expect(second?.ledger).toMatchObject({
    captured: 47_500,
    journaled: 47_000,
    filled: 1000,
    lost: 1800,
    gaps: [
      { frame: 0, frames: 1000, kind: 'no-input', filled: true },
      { frame: 0, frames: 10, kind: 'zeros' },
      { frame: 0, frames: 300, kind: 'clock-jump' },
      { frame: 48_000, frames: 500, kind: 'storage' },
    ],
    healed: [{ frame: 2000, frames: 128 }],
  });
  expect(first!.ledger!.lost + second!.ledger!.lost).toBe(LEDGER.lost);
});

test('a part in which nothing is missing is whole', () => {
  const parts = partsOf([END], 39_000, 40_001);
  expect(parts.map(({ ledger }) => ledger && isWhole(ledger))).toEqual([true, false, false]);
});

test('markers go to the part in which their frame is, with their kind, and begin anew', () => {
  const set = (frame: number, label: string): TakeEvent => ({ type: 'marker', frame, label });
  const [first, second] = partsOf(
    [
      set(60_000, 'deleted'),
      set(10, 'start'),
      set(48_000, 'place'),
      set(FRAMES, 'end'),
      { type: 'marker-deleted', id: 1 },
      { type: 'marker-changed', id: 3, kind: 'chapter' },
      END,
    ],
    48_000,
  );
  expect(first?.markers).toEqual([{ id: 1, frame: 10, label: 'start', kind: 'marker' }]);
  expect(second?.markers).toEqual([
    { id: 1, frame: 0, label: 'place', kind: 'chapter' },
    { id: 2, frame: 48_000, label: 'end', kind: 'marker' },
  ]);
  expect(partMarkers(second!.markers, 48_000, { from: 0, to: 48_000 })).toEqual(second!.markers);
});

test('a part is as old as its first frame, and tells which take it is a part of', () => {
  const [first, second] = partsOf([END], 48_000);
  expect(first?.lastSignOfLife).toBe(2000);
  expect(second?.spec).toMatchObject({ id: 'part-1', createdAt: 2000, splitFrom: 'whole' });
  // It ended when the whole take did. The one before ended where it begins.
  expect(second?.lastSignOfLife).toBe(5000);
  expect(second?.kept).toBe(true);
});

test('of a recording that broke off, only the part with its end is uncertain', () => {
  const [first, second] = partsOf(
    [
      { type: 'gap', gap: { frame: 50_000, frames: 7, kind: 'overrun' } },
      { type: 'repairing', at: 1, certainFrames: 70_000 },
      { type: 'recovered', at: 2, frames: FRAMES },
    ],
    48_000,
  );
  expect(first).toMatchObject({ recoveredFrames: 48_000, certainFrames: undefined, gaps: [] });
  expect(second).toMatchObject({ recoveredFrames: 48_000, certainFrames: 22_000 });
  expect(second?.gaps).toEqual([{ frame: 2000, frames: 7, kind: 'overrun' }]);
});

test('a part that was continued and broke off again is not taken for a half-copied one', () => {
  const spec = partSpec(SPEC, { from: 0, to: 10 }, 'part', 'Talk (1)');
  const log: TakeEvent[] = [{ type: 'created', version: 1, spec }, END, { type: 'reopened', at: 9 }];
  expect(replayEvents(log)).toMatchObject({ copying: false, ledger: undefined });
});

test.each([[[0]], [[FRAMES]], [[5, 5]], [[9, 8]], [[1.5]], [[Number.NaN]]])(
  'places %j are refused',
  (places) => {
    expect(() => splitSpans(places, FRAMES)).toThrow(/^invalid-option: places must be whole numbers from /);
  },
);

test('places are a list', () => {
  expect(() => splitSpans(undefined as never, FRAMES)).toThrow('places must be a list, not undefined');
});

test('pre-roll is that of the parts which it is in', () => {
  const [first, second, third] = partsOf([{ type: 'pre-roll', frames: 50_000 }, END], 48_000, 60_000);
  expect([first, second, third].map((part) => part?.preRollFrames)).toEqual([48_000, 2000, 0]);
});
