import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  cancelFeed,
  createFeedRing,
  FEED_RING_BYTES,
  FeedRingReader,
  FeedRingWriter,
} from '../../../src/shared/encode/feed-ring.ts';
import { firstDifference } from '../../support/first-difference.ts';
import { bundleForNode, nextMessage, startThread } from '../../support/node-thread.ts';
import { randomSource } from '../../support/random-source.ts';
import type { ReaderReport } from '../feed-ring.thread.ts';
import { WRAPS } from '../ring-support.ts';

function openFeed(capacityBytes = 1024, cursor = 0) {
  const feed = createFeedRing(capacityBytes);
  new Int32Array(feed).fill(cursor, 0, 2); // the write and the read cursor come first
  return { feed, writer: new FeedRingWriter(feed), reader: new FeedRingReader(feed) };
}

function randomBytes(length: number, seed: number): Uint8Array {
  const random = randomSource(seed);
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** Makes one read of up to `length` bytes. */
function read(reader: FeedRingReader, length: number): number[] {
  const target = new Uint8Array(length);
  return [...target.subarray(0, reader.read(target, 0, length))];
}

test('a feed of the default size holds 14 seconds of 24-bit stereo', () => {
  const writer = new FeedRingWriter(createFeedRing());
  expect(writer.space()).toBe(FEED_RING_BYTES);
  expect(FEED_RING_BYTES / (48_000 * 2 * 3)).toBeGreaterThan(14);
});

test.each([0, 512, 1000, 2 ** 29, NaN])('refuses a capacity of %s bytes by name', (capacity) => {
  expect(() => createFeedRing(capacity)).toThrow(/^capacityBytes must be .* not/);
});

describe('one thread', () => {
  test('the writer takes what fits and says how much', () => {
    const { writer, reader } = openFeed();
    const source = randomBytes(1500, 1);
    expect(writer.write(source)).toBe(1024);
    expect(writer.write(source)).toBe(0);
    expect(read(reader, 100)).toEqual([...source.subarray(0, 100)]);
    expect(writer.space()).toBe(100);
    expect(writer.write(source.subarray(1024))).toBe(100);
    expect(read(reader, 2000)).toEqual([...source.subarray(100, 1124)]);
  });

  test('a read gives what there is rather than wait for all it asked for', () => {
    const { writer, reader } = openFeed();
    writer.write(Uint8Array.of(1, 2, 3));
    expect(read(reader, 1000)).toEqual([1, 2, 3]);
  });

  test('a read fills its target from the offset, and nothing beside it', () => {
    const { writer, reader } = openFeed();
    writer.write(Uint8Array.of(1, 2, 3, 4));
    const target = new Uint8Array(6).fill(9);
    expect(reader.read(target, 2, 3)).toBe(3);
    expect([...target]).toEqual([9, 9, 1, 2, 3, 9]);
  });

  test('after the end the bytes written before it still come, then 0 for ever', () => {
    const { writer, reader } = openFeed();
    writer.write(Uint8Array.of(1, 2, 3));
    writer.end();
    expect(read(reader, 2)).toEqual([1, 2]);
    expect(read(reader, 2)).toEqual([3]);
    expect(read(reader, 2)).toEqual([]);
    expect(read(reader, 2)).toEqual([]);
  });

  test('a cancel ends the stream at once, whatever is left in it', () => {
    const { feed, writer, reader } = openFeed();
    writer.write(Uint8Array.of(1, 2, 3));
    expect([writer.cancelled(), reader.cancelled()]).toEqual([false, false]);
    cancelFeed(feed);
    expect([writer.cancelled(), reader.cancelled()]).toEqual([true, true]);
    expect(read(reader, 2)).toEqual([]);
  });

  test('behaves as a bounded queue of bytes, across the wrap of its cursors', () => {
    const anyStep = fc.record({ write: fc.nat(1500), read: fc.integer({ min: 1, max: 1500 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(WRAPS)),
        fc.array(anyStep, { maxLength: 30 }),
        (cursor, steps) => {
          const { writer, reader } = openFeed(1024, cursor);
          let queue: number[] = [];
          steps.forEach((step, i) => {
            const source = randomBytes(step.write, i);
            const taken = writer.write(source);
            expect(taken).toBe(Math.min(step.write, 1024 - queue.length));
            queue.push(...source.subarray(0, taken));
            if (queue.length === 0) return;
            const got = read(reader, step.read);
            expect(got).toEqual(queue.slice(0, step.read));
            queue = queue.slice(step.read);
            expect(writer.space()).toBe(1024 - queue.length);
          });
        },
      ),
    );
  });
});

describe('a reader that blocks on a thread of its own', () => {
  let code: string;
  beforeAll(async () => {
    code = await bundleForNode(new URL('../feed-ring.thread.ts', import.meta.url));
  });

  /** Starts a reader. Resolves when it is about to read. */
  async function startReader(
    feed: SharedArrayBuffer,
    requests: number[],
  ): Promise<() => Promise<ReaderReport>> {
    const thread = startThread(code, { workerData: { feed, requests } });
    await nextMessage(thread);
    const report = nextMessage<ReaderReport>(thread);
    return () => report;
  }

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test.each(Object.entries(WRAPS))('gets every byte, from %s', async (_, cursor) => {
    const { feed, writer } = openFeed(4096, cursor);
    const report = await startReader(feed, [1, 4096, 333, 1024, 7, 5000]);
    const source = randomBytes(300_000, 5);
    const step = randomSource(6);
    for (let at = 0; at < source.length;) {
      at += writer.write(source.subarray(at, at + 1 + Math.floor(step() * 3000)));
      if (writer.space() === 0) await pause(0);
    }
    writer.end();
    const { bytes, cancelled } = await report();
    expect(bytes.length).toBe(source.length);
    expect(firstDifference(bytes, source)).toBe(-1);
    expect(cancelled).toBe(false);
  });

  test('sleeps until bytes come, and is woken by a single one', async () => {
    const { feed, writer } = openFeed();
    const report = await startReader(feed, [100]);
    for (const byte of [1, 2, 3]) {
      await pause(20);
      writer.write(Uint8Array.of(byte));
    }
    await pause(20);
    expect(writer.space()).toBe(1024);
    writer.end();
    expect([...(await report()).bytes]).toEqual([1, 2, 3]);
  });

  test('is woken from its sleep by the end', async () => {
    const { feed, writer } = openFeed();
    const report = await startReader(feed, [100]);
    await pause(20);
    writer.end();
    expect(await report()).toEqual({ bytes: new Uint8Array(0), cancelled: false });
  });

  test('is woken from its sleep by a cancel', async () => {
    const { feed } = openFeed();
    const report = await startReader(feed, [100]);
    await pause(20);
    cancelFeed(feed);
    expect(await report()).toEqual({ bytes: new Uint8Array(0), cancelled: true });
  });
});
