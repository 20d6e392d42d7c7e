import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createCaptureRing,
  GAP_CAUSE,
  MAX_CHANNELS,
  RING_STATE,
  RING_WORD,
  ringCapacityFrames,
  ringWords,
  type GapCause,
} from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../../src/shared/capture/capture-ring-reader.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import { cursorAdvance } from '../../../src/shared/base/cursor.ts';
import { countingBlock, presetCursors, WRAPS } from '../ring-support.ts';

function openRing(channels: number, capacityFrames: number, cursor = 0) {
  const ring = createCaptureRing(channels, capacityFrames);
  presetCursors(ring, cursor);
  return { ring, writer: new CaptureRingWriter(ring), reader: new CaptureRingReader(ring) };
}

function peekAll(reader: CaptureRingReader, channel: number, offset = 0): number[] {
  const frames = reader.available() - offset;
  const target = new Float32Array(frames);
  reader.peek(channel, offset, frames, target);
  return [...target];
}

function gaps(reader: CaptureRingReader) {
  return Array.from({ length: reader.gapCount() }, (_, index) => reader.gapAt(index));
}

describe('allocation', () => {
  test('a ring holds the seconds asked for, rounded up to a power of two', () => {
    expect(ringCapacityFrames(48_000, 30)).toBe(2 ** 21);
    expect(ringCapacityFrames(192_000, 30)).toBe(2 ** 23);
    expect(ringCapacityFrames(1024, 2)).toBe(2048);
  });

  test('both sides read channels and capacity from the ring itself', () => {
    const { writer, reader } = openRing(6, 1024);
    expect([writer.channels, reader.channels]).toEqual([6, 6]);
    expect([writer.space(), reader.capacityFrames]).toEqual([1024, 1024]);
    expect(reader.available()).toBe(0);
  });

  test.each([0, MAX_CHANNELS + 1, 1.5, NaN])('refuses %s channels by name', (channels) => {
    expect(() => createCaptureRing(channels, 1024)).toThrow(/^channels must be .* not/);
  });

  test.each([0, 64, 1000, 2 ** 29, NaN])('refuses a capacity of %s frames by name', (capacity) => {
    expect(() => createCaptureRing(2, capacity)).toThrow(/^capacityFrames must be .* not/);
  });

  test('the planes of the last channel end with the memory: nothing overlaps', () => {
    const { writer, reader } = openRing(MAX_CHANNELS, 128);
    const block = Array.from({ length: MAX_CHANNELS }, (_, c) => new Float32Array(128).fill(c + 1));
    for (let i = 0; i < 70; i++) writer.gap(i % 2 === 0 ? GAP_CAUSE.clockJump : GAP_CAUSE.noInput, 1 + i);
    writer.write(block, 128);
    for (let c = 0; c < MAX_CHANNELS; c++) expect(new Set(peekAll(reader, c))).toEqual(new Set([c + 1]));
    expect(reader.gapAt(69)).toMatchObject({ frames: 70 });
  });
});

describe.each(Object.entries(WRAPS))('from %s', (_, cursor) => {
  test('frames come out as they went in, over many laps of blocks that do not divide the capacity', () => {
    const { writer, reader } = openRing(2, 256, cursor);
    let next = 0;
    for (let lap = 0; lap < 40; lap++) {
      for (const frames of [100, 37]) {
        expect(writer.write(countingBlock(next, frames, 2), frames)).toBe(frames);
        const [left, right] = countingBlock(next, frames, 2);
        expect(peekAll(reader, 0)).toEqual([...left!]);
        expect(peekAll(reader, 1)).toEqual([...right!]);
        reader.release(frames);
        next += frames;
      }
    }
    expect(reader.writeCursor()).toBe(cursorAdvance(cursor, next));
  });

  test('a block is taken whole while it fits and dropped whole when it does not', () => {
    const { writer, reader } = openRing(2, 256, cursor);
    writer.write(countingBlock(0, 200, 2), 200);
    expect(writer.space()).toBe(56);
    expect(writer.write(countingBlock(200, 57, 2), 57)).toBe(0);
    expect(reader.available()).toBe(200);
    expect(writer.write(countingBlock(300, 56, 2), 56)).toBe(56);
    expect(writer.space()).toBe(0);
    expect(peekAll(reader, 0, 200)).toEqual([...countingBlock(300, 56, 2)[0]!]);
    expect(reader.dropped()).toBe(57);
    expect(gaps(reader)).toEqual([
      { cause: GAP_CAUSE.overrun, cursor: cursorAdvance(cursor, 200), frames: 57 },
    ]);
  });

  test('a look from an offset does not release', () => {
    const { writer, reader } = openRing(1, 256, cursor);
    writer.write(countingBlock(0, 250, 1), 250);
    reader.release(250);
    writer.write(countingBlock(250, 200, 1), 200);
    expect(peekAll(reader, 0, 30)).toEqual([...countingBlock(280, 170, 1)[0]!]);
    expect(reader.available()).toBe(200);
    expect(writer.space()).toBe(56);
  });
});

describe('channels', () => {
  test('a mono block fills every channel of the ring', () => {
    const { writer, reader } = openRing(3, 128);
    writer.write([Float32Array.of(1, 2, 3)], 3);
    for (let c = 0; c < 3; c++) expect(peekAll(reader, c)).toEqual([1, 2, 3]);
  });

  test('a block with more channels than the ring gives its first ones', () => {
    const { writer, reader } = openRing(2, 128);
    writer.write([Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)], 1);
    expect([peekAll(reader, 0), peekAll(reader, 1)]).toEqual([[1], [2]]);
  });

  test('planes longer than the block give their first frames', () => {
    const { writer, reader } = openRing(1, 128);
    expect(writer.write([Float32Array.of(1, 2, 3, 4)], 2)).toBe(2);
    expect(peekAll(reader, 0)).toEqual([1, 2]);
  });
});

describe('gaps', () => {
  test('neighbours of one cause are one gap', () => {
    const { writer, reader } = openRing(1, 128);
    writer.write(countingBlock(0, 10, 1), 10);
    writer.gap(GAP_CAUSE.noInput, 128);
    writer.gap(GAP_CAUSE.noInput, 128);
    writer.gap(GAP_CAUSE.noInput, 44);
    expect(gaps(reader)).toEqual([{ cause: GAP_CAUSE.noInput, cursor: 10, frames: 300 }]);
  });

  test('a block between, or another cause, makes it two', () => {
    const { writer, reader } = openRing(1, 128);
    writer.gap(GAP_CAUSE.noInput, 1);
    writer.write(countingBlock(0, 5, 1), 5);
    writer.gap(GAP_CAUSE.noInput, 2);
    writer.gap(GAP_CAUSE.clockJump, 3);
    writer.gap(GAP_CAUSE.noInput, 4);
    expect(gaps(reader)).toEqual([
      { cause: GAP_CAUSE.noInput, cursor: 0, frames: 1 },
      { cause: GAP_CAUSE.noInput, cursor: 5, frames: 2 },
      { cause: GAP_CAUSE.clockJump, cursor: 5, frames: 3 },
      { cause: GAP_CAUSE.noInput, cursor: 5, frames: 4 },
    ]);
  });

  test('the last 64 are kept; an older one is told to be gone, not mixed up with a later one', () => {
    const { writer, reader } = openRing(1, 1024);
    for (let i = 0; i < 100; i++) {
      writer.gap(GAP_CAUSE.clockJump, 1000 + i);
      writer.write(countingBlock(i, 1, 1), 1);
    }
    expect(reader.gapCount()).toBe(100);
    expect(reader.gapAt(35)).toBeUndefined();
    for (let i = 36; i < 100; i++) {
      expect(reader.gapAt(i)).toEqual({ cause: GAP_CAUSE.clockJump, cursor: i, frames: 1000 + i });
    }
  });

  test('dropped frames are counted past 2^31', () => {
    const { ring, writer, reader } = openRing(1, 128);
    ringWords(ring)[RING_WORD.dropped] = 2 ** 31 - 1;
    writer.write([new Float32Array(200)], 200);
    expect(reader.dropped()).toBe(2 ** 31 + 199);
  });
});

test('the end is seen by the reader, the wish to end by the writer', () => {
  const { ring, writer, reader } = openRing(1, 128);
  expect([writer.endRequested(), reader.ended()]).toEqual([false, false]);
  Atomics.store(ringWords(ring), RING_WORD.endRequested, 1);
  expect(writer.endRequested()).toBe(true);
  writer.publish(RING_WORD.state, RING_STATE.ended);
  expect(reader.ended()).toBe(true);
});

type Command =
  | { readonly do: 'write'; readonly frames: number; readonly channels: number }
  | { readonly do: 'release'; readonly part: number }
  | { readonly do: 'gap'; readonly cause: GapCause; readonly frames: number };

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      frames: fc.oneof(fc.constant(128), fc.integer({ min: 1, max: 300 })),
      channels: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('release' as const),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('gap' as const),
      cause: fc.constantFrom(GAP_CAUSE.clockJump, GAP_CAUSE.noInput),
      frames: fc.integer({ min: 1, max: 10_000 }),
    }),
  },
);

test('behaves as a bounded queue of frames with a list of gaps, whatever is done to it', () => {
  const anyStart = fc.constantFrom(...Object.values(WRAPS));
  fc.assert(
    fc.property(anyStart, fc.array(anyCommand, { maxLength: 60 }), (start, commands) => {
      const capacity = 256;
      const { writer, reader } = openRing(2, capacity, start);
      let queue: [number, number][] = [];
      let next = 0;
      let written = 0;
      let dropped = 0;
      const expectedGaps: { cause: GapCause; cursor: number; frames: number }[] = [];
      let open: GapCause | undefined;
      const expectGap = (cause: GapCause, frames: number): void => {
        const last = expectedGaps.at(-1);
        if (open === cause && last !== undefined) last.frames += frames;
        else expectedGaps.push({ cause, cursor: cursorAdvance(start, written), frames });
        open = cause;
      };
      for (const command of commands) {
        switch (command.do) {
          case 'write': {
            const block = countingBlock(next, command.frames, command.channels);
            const fits = queue.length + command.frames <= capacity;
            expect(writer.write(block, command.frames)).toBe(fits ? command.frames : 0);
            next += command.frames;
            if (fits) {
              const right = block[1] ?? block[0]!;
              queue.push(...Array.from(block[0]!, (left, i): [number, number] => [left, right[i]!]));
              written += command.frames;
              open = undefined;
            } else {
              dropped += command.frames;
              expectGap(GAP_CAUSE.overrun, command.frames);
            }
            break;
          }
          case 'release': {
            const frames = Math.floor(command.part * queue.length);
            reader.release(frames);
            queue = queue.slice(frames);
            break;
          }
          case 'gap':
            writer.gap(command.cause, command.frames);
            expectGap(command.cause, command.frames);
            break;
        }
        expect([reader.available(), writer.space()]).toEqual([queue.length, capacity - queue.length]);
        expect(peekAll(reader, 0)).toEqual(queue.map(([left]) => left));
        expect(peekAll(reader, 1)).toEqual(queue.map(([, right]) => right));
      }
      expect(reader.dropped()).toBe(dropped);
      expect(gaps(reader)).toEqual(expectedGaps);
    }),
    { numRuns: 60 },
  );
});
