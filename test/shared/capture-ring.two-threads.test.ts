import { beforeAll, describe, expect, test } from 'vitest';
import { createCaptureRing, GAP_CAUSE, RING_WORD } from '../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader, type RingGap } from '../../src/shared/capture/capture-ring-reader.ts';
import { cursorAdvance } from '../../src/shared/base/cursor.ts';
import { firstDifference } from '../support/first-difference.ts';
import { bundleForNode, nextMessage, startThread } from '../support/node-thread.ts';
import { randomSource } from '../support/random-source.ts';
import type { WriterTask } from './capture-ring.thread.ts';
import { presetCursors } from './ring-support.ts';

let code: string;
beforeAll(async () => {
  code = await bundleForNode(new URL('./capture-ring.thread.ts', import.meta.url));
});

/** Reads a ring to its end in pieces of odd sizes. Returns the number of frames that the writer counted as dropped. */
async function readToEnd(
  task: WriterTask,
  onFrames: (planes: Float32Array[], frames: number) => void,
  lazyMs = 0,
): Promise<number> {
  const reader = new CaptureRingReader(task.ring);
  const piece = randomSource(task.seed + 7);
  const planes = Array.from({ length: reader.channels }, () => new Float32Array(reader.capacityFrames));
  const dropped = nextMessage<number>(startThread(code, { workerData: task }));
  for (let ended = false; ;) {
    const available = reader.available();
    if (available === 0) {
      if (ended) return dropped;
      ended = reader.ended();
      if (!ended) await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    const frames = Math.min(available, 1 + Math.floor(piece() * 3000));
    planes.forEach((plane, channel) => reader.peek(channel, 0, frames, plane));
    onFrames(planes, frames);
    reader.release(frames);
    if (lazyMs > 0) Atomics.wait(reader.words, RING_WORD.noInput, 0, lazyMs);
  }
}

describe.each([
  ['2^31', 2 ** 31 - 20_000],
  ['2^32', -20_000],
])('a reader and a writer on threads of their own, across %s', (_, cursor) => {
  test('every sample arrives as it was written', async () => {
    const task = { ring: createCaptureRing(2, 8192), frames: 800_000, seed: 11, patient: true };
    presetCursors(task.ring, cursor);
    const signals = [randomSource(11), randomSource(111)];
    let wrong = -1;
    let total = 0;
    const dropped = await readToEnd(task, (planes, frames) => {
      planes.forEach((plane, channel) => {
        for (let i = 0; i < frames; i++) {
          if (plane[i] !== Math.fround(signals[channel]!()) && wrong < 0) wrong = total + i;
        }
      });
      total += frames;
    });
    expect({ total, wrong, dropped }).toEqual({ total: 800_000, wrong: -1, dropped: 0 });
  });

  test('what a slow reader misses is exactly what the gaps say', async () => {
    const frames = 800_000;
    const task = { ring: createCaptureRing(2, 4096), frames, seed: 12, patient: false };
    presetCursors(task.ring, cursor);
    const reader = new CaptureRingReader(task.ring);
    const left = new Float32Array(frames);
    const right = new Float32Array(frames);
    const gaps: RingGap[] = [];
    let total = 0;
    const takeGaps = (): void => {
      // The last gap may still grow.
      while (gaps.length < reader.gapCount() - 1) gaps.push(reader.gapAt(gaps.length)!);
    };
    const dropped = await readToEnd(
      task,
      (planes, count) => {
        left.set(planes[0]!.subarray(0, count), total);
        right.set(planes[1]!.subarray(0, count), total);
        total += count;
        takeGaps();
      },
      0.2,
    );
    if (reader.gapCount() > 0) gaps.push(reader.gapAt(gaps.length)!);

    // How many there are is up to the scheduler.
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.every((gap) => gap.cause === GAP_CAUSE.overrun)).toBe(true);
    expect(gaps.reduce((sum, gap) => sum + gap.frames, 0)).toBe(dropped);
    expect(reader.dropped()).toBe(dropped);
    expect(total + dropped).toBe(frames);

    const expected = new Float32Array(total);
    let lost = 0;
    let gap = 0;
    for (let i = 0; i < total; i++) {
      if (gaps[gap]?.cursor === cursorAdvance(cursor, i)) lost += gaps[gap++]!.frames;
      expected[i] = i + lost;
    }
    expect(firstDifference(left.subarray(0, total), expected)).toBe(-1);
    expect(
      firstDifference(
        right.subarray(0, total),
        expected.map((frame) => 2 * frame),
      ),
    ).toBe(-1);
  });
});
