import { describe, expect, test } from 'vitest';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { bytesPerFrame } from '../../../src/shared/audio/wav-header.ts';
import { partEvents, partMarkers, partSpec, splitSpans } from '../../../src/shared/take/part-of-take.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  type TakeEvent,
  type TakeSpec,
} from '../../../src/shared/take/take-events.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { PartWriter } from '../../../src/workers/split/part-writer.ts';
import { randomSource } from '../../support/random-source.ts';
import { CrashingDisk, type Fault } from '../crash/crashing-store.ts';
import { audioOf, eventsOf, expectBytes, markersOf, plain, shapeOf, SPEC } from '../take-support.ts';

const FRAMES = 5000;
/** Frames that are written at once. */
const PIECE = 700;

interface Whole {
  readonly spec: TakeSpec;
  readonly audio: Uint8Array;
  readonly places: readonly number[];
}

const EVENTS: readonly TakeEvent[] = [
  { type: 'marker', frame: 1200, label: 'Ärger' },
  { type: 'marker', frame: 4999, label: 'late' },
  { type: 'edited', edit: { kind: 'cut', from: 100, to: 3000 } },
  {
    type: 'stopped',
    at: 1,
    frames: FRAMES,
    ledger: { captured: FRAMES, journaled: FRAMES, lost: 0, gaps: [], wallMs: 104, clockPpm: undefined },
  },
];

function wholeOf(spec: TakeSpec, places: readonly number[], random: () => number): Whole {
  const bytes = FRAMES * bytesPerFrame(shapeOf(spec));
  return { spec, places, audio: Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256)) };
}

/** Writes all parts as the worker does, each to a disk of its own. */
function split({ spec, audio, places }: Whole, disks: readonly CrashingDisk[]): void {
  const history = replayEvents([{ type: 'created', version: 1, spec }, ...EVENTS])!;
  const size = bytesPerFrame(shapeOf(spec));
  const writers = splitSpans(places, FRAMES).map((span, at) => {
    const disk = disks[at]!;
    const files = { log: disk.open(EVENT_LOG_NAME), audio: disk.open(JOURNAL_NAME) };
    const writer = new PartWriter(partSpec(spec, span, `part-${at}`, `Take (${at + 1})`), files);
    for (let from = span.from; from < span.to; from += PIECE)
      writer.add(audio.subarray(from * size, Math.min(span.to, from + PIECE) * size));
    writer.seal(partEvents(history, FRAMES, span, 5), partMarkers(history.markers, FRAMES, span));
    return writer;
  });
  for (const writer of writers) writer.commit();
  for (const writer of writers) writer.close();
}

/** Expects a complete part: exactly its frames, its markers in log and file. */
function expectPart(
  { spec, audio, places }: Whole,
  at: number,
  files: ReadonlyMap<string, Uint8Array>,
): void {
  const { from, to } = splitSpans(places, FRAMES)[at]!;
  const shape = shapeOf(spec);
  const size = bytesPerFrame(shape);
  const file = files.get(JOURNAL_NAME)!;
  expectBytes(audioOf(file, shape, 'any'), audio.subarray(from * size, to * size));
  const history = replayEvents(eventsOf(files.get(EVENT_LOG_NAME)!))!;
  expect(history.ledger).toMatchObject({ captured: to - from, journaled: to - from, lost: 0 });
  expect(markersOf(file, shape)).toEqual(plain(history.markers));
}

describe.each(SAMPLE_FORMATS)('a take of %s', (sampleFormat) => {
  test.each([1, 2])(
    'with %i channels is divided into exactly its frames, wherever it is split',
    (channels) => {
      const random = randomSource(channels);
      const spec = { ...SPEC, sampleFormat, channels };
      for (let round = 0; round < 10; round++) {
        const places = [
          ...new Set(Array.from({ length: 1 + round }, () => 1 + Math.floor(random() * (FRAMES - 1)))),
        ];
        const whole = wholeOf(
          spec,
          places.sort((a, b) => a - b),
          random,
        );
        const disks = [...whole.places, FRAMES].map(() => new CrashingDisk());
        split(whole, disks);
        disks.forEach((disk, at) => expectPart(whole, at, disk.afterDeath(1)));
      }
    },
  );
});

/** One count of operations over several disks. */
function disksWith(count: number, fault: Fault): readonly CrashingDisk[] {
  const all = new CrashingDisk(fault);
  return Array.from({ length: count }, () => {
    const disk = new CrashingDisk();
    disk.next = () => all.next();
    return disk;
  });
}

describe.each([1, 2, 3])('a split that a crash cuts off anywhere (%i)', (seed) => {
  const whole = wholeOf({ ...SPEC, channels: 1 }, [1234, 3000], randomSource(seed));

  test('leaves only parts that are complete and exact, and such as are known to be half-copied', () => {
    let complete = 0;
    let half = 0;
    for (let at = 0; ; at++) {
      const disks = disksWith(3, { kind: 'crash', at });
      try {
        split(whole, disks);
        break;
      } catch (error) {
        if (!disks.some(({ crashed }) => crashed)) throw error;
      }
      for (const [part, disk] of disks.entries()) {
        for (const files of [
          disk.afterDeath(seed * 1000 + at),
          disk.afterPowerCut(seed * 1000 + at, ['kept', 'dropped']),
          disk.afterPowerCut(seed * 1000 + at),
        ]) {
          const log = files.get(EVENT_LOG_NAME);
          const history = log && replayEvents(eventsOf(log));
          // A folder without a log that can be read, and without any audio, is swept.
          if (history === undefined) {
            expect(files.get(JOURNAL_NAME)?.length ?? 0).toBe(0);
          } else if (history.copying) half++;
          else {
            complete++;
            expectPart(whole, part, files);
          }
        }
      }
    }
    expect(complete).toBeGreaterThan(0);
    expect(half).toBeGreaterThan(complete);
  });
});
