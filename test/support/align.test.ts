import { describe, expect, it } from 'vitest';
import { alignToSource } from '../../e2e/support/checks/align.ts';
import { randomSignal } from '../../e2e/support/signals/signals.ts';

const { left, right } = randomSignal(6, 11);
const source = [left, right];
const FIRST = 2205;
const FRAMES = 100_000;

/** A take that is a part of the source, after `zeros` frames of silence. */
function clean(zeros = 0, from = FIRST, frames = FRAMES): Int16Array[] {
  return source.map((channel) => joined(new Int16Array(zeros), channel.subarray(from, from + frames)));
}

function joined(...parts: Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((frames, part) => frames + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function cutOut(take: Int16Array[], at: number, frames: number): Int16Array[] {
  return take.map((channel) => joined(channel.subarray(0, at), channel.subarray(at + frames)));
}

function insert(take: Int16Array[], at: number, frames: number): Int16Array[] {
  return take.map((channel) => joined(channel.subarray(0, at), new Int16Array(frames), channel.subarray(at)));
}

describe('a faithful take', () => {
  it('is found to the frame', () => {
    expect(alignToSource(clean(), source)).toEqual({
      ok: true,
      leadingZeros: 0,
      sourceOffset: FIRST,
      insertedZeroRuns: [],
      missing: [],
      trailingZeros: 0,
      matchedFrames: FRAMES,
      sourceEnd: FIRST + FRAMES,
    });
  });

  it('may begin with zeros', () => {
    expect(alignToSource(clean(1323), source)).toMatchObject({
      ok: true,
      leadingZeros: 1323,
      sourceOffset: FIRST,
    });
  });

  it('may have a hole so near its start that little comes before it', () => {
    for (const head of [1, 2, 3]) {
      const found = alignToSource(insert(clean(), head, 2049), source);
      expect(found).toMatchObject({
        sourceOffset: FIRST,
        insertedZeroRuns: [{ atTakeFrame: head, frames: 2049 }],
        missing: [],
        matchedFrames: FRAMES,
      });
      expect(found.mismatchAt).toBeUndefined();
    }
  });

  it('has its own samples before such a hole, and no others', () => {
    const take = insert(clean(), 3, 2049);
    take[1]![2]! += 1;
    expect(alignToSource(take, source)).toMatchObject({ sourceOffset: -1, mismatchAt: 0 });
  });

  it('may end anywhere', () => {
    const end = alignToSource(clean(0, FIRST, 77), source);
    expect(end).toMatchObject({ ok: true, matchedFrames: 77, sourceEnd: FIRST + 77 });
  });

  it('may outlast the source in silence, but not in sound', () => {
    const from = left.length - 1000;
    const silence = insert(clean(0, from, 1000), 1000, 500);
    expect(alignToSource(silence, source)).toMatchObject({
      ok: true,
      trailingZeros: 500,
      matchedFrames: 1000,
    });
    silence[0]![1200] = 1;
    expect(alignToSource(silence, source)).toMatchObject({ ok: false, mismatchAt: 1000 });
  });

  it('may be mono or held in 32 bits', () => {
    const mono = Int32Array.from(left.subarray(500, 9000));
    expect(alignToSource([mono], [left])).toMatchObject({ ok: true, sourceOffset: 500 });
  });
});

describe('inserted zeros', () => {
  it('are found with their exact place and length', () => {
    const take = insert(insert(clean(10), 5000, 441), 60_000, 882);
    expect(alignToSource(take, source)).toMatchObject({
      ok: false,
      leadingZeros: 10,
      sourceOffset: FIRST,
      insertedZeroRuns: [
        { atTakeFrame: 5000, frames: 441 },
        { atTakeFrame: 60_000, frames: 882 },
      ],
      missing: [],
      matchedFrames: FRAMES,
    });
  });

  it('are found one frame long, next to each other, and soon after the start', () => {
    const take = insert(insert(insert(clean(), 30, 1), 40, 2), 50, 3);
    expect(alignToSource(take, source).insertedZeroRuns).toEqual([
      { atTakeFrame: 30, frames: 1 },
      { atTakeFrame: 40, frames: 2 },
      { atTakeFrame: 50, frames: 3 },
    ]);
  });

  it('are found at the end of the take', () => {
    const run = alignToSource(insert(clean(), FRAMES, 441), source);
    expect(run).toMatchObject({
      ok: false,
      insertedZeroRuns: [{ atTakeFrame: FRAMES, frames: 441 }],
      trailingZeros: 0,
    });
  });

  it('yield the zeros at their boundary to the source, which keeps the length exact', () => {
    const zeroed = left.slice();
    zeroed.set([0, 0], 3000);
    const before = joined(zeroed.subarray(1000, 3002), new Int16Array(441), zeroed.subarray(3002, 9000));
    const after = joined(zeroed.subarray(1000, 3000), new Int16Array(441), zeroed.subarray(3000, 9000));
    expect(before).toEqual(after);
    expect(alignToSource([before], [zeroed])).toMatchObject({
      insertedZeroRuns: [{ atTakeFrame: 2002, frames: 441 }],
      missing: [],
      sourceEnd: 9000,
    });
  });

  it('in the place of lost frames count as both', () => {
    const take = clean().map((channel) => channel.fill(0, 7000, 7441));
    expect(alignToSource(take, source)).toMatchObject({
      ok: false,
      insertedZeroRuns: [{ atTakeFrame: 7000, frames: 441 }],
      missing: [{ atTakeFrame: 7441, sourceFrames: 441 }],
      matchedFrames: FRAMES - 441,
      sourceEnd: FIRST + FRAMES,
    });
  });
});

describe('missing frames', () => {
  it('are found with their exact place and number', () => {
    const take = cutOut(cutOut(clean(), 80_000, 4800), 128, 1);
    expect(alignToSource(take, source)).toMatchObject({
      ok: false,
      insertedZeroRuns: [],
      missing: [
        { atTakeFrame: 128, sourceFrames: 1 },
        { atTakeFrame: 79_999, sourceFrames: 4800 },
      ],
      matchedFrames: FRAMES - 4801,
    });
  });

  it('are found when the source goes on with a zero of its own', () => {
    const zeroed = left.slice();
    zeroed.set([0, 0, 0], 5000);
    const take = joined(zeroed.subarray(1000, 4000), zeroed.subarray(5000, 9000));
    expect(alignToSource([take], [zeroed])).toMatchObject({
      insertedZeroRuns: [],
      missing: [{ atTakeFrame: 3000, sourceFrames: 1000 }],
    });
  });

  it('are found just before the end of the take, as long as the rest can be told from noise', () => {
    expect(alignToSource(cutOut(clean(), FRAMES - 12, 10), source).missing).toEqual([
      { atTakeFrame: FRAMES - 12, sourceFrames: 10 },
    ]);
    expect(alignToSource(cutOut(clean(), FRAMES - 11, 10), source).mismatchAt).toBe(FRAMES - 11);
  });
});

describe('corruption', () => {
  it('is reported at the first frame concerned: one bit', () => {
    const take = clean(5);
    take[1]![40_000]! ^= 1;
    expect(alignToSource(take, source)).toMatchObject({
      ok: false,
      mismatchAt: 40_000,
      matchedFrames: 39_995,
    });
  });

  it('is one channel gone silent', () => {
    const take = clean();
    take[1]!.fill(0, 500, 941);
    expect(alignToSource(take, source)).toMatchObject({ ok: false, mismatchAt: 500, insertedZeroRuns: [] });
  });

  it('is a block played twice', () => {
    const take = clean().map((channel) => joined(channel.subarray(0, 640), channel.subarray(512)));
    expect(alignToSource(take, source)).toMatchObject({ ok: false, mismatchAt: 640 });
  });

  it('is channels that change places, from the start or on the way', () => {
    const [l, r] = clean(3) as [Int16Array, Int16Array];
    expect(alignToSource([r, l], source)).toMatchObject({ ok: false, sourceOffset: -1, mismatchAt: 3 });
    const late = [joined(l.subarray(0, 900), r.subarray(900)), joined(r.subarray(0, 900), l.subarray(900))];
    expect(alignToSource(late, source)).toMatchObject({ ok: false, sourceOffset: FIRST, mismatchAt: 900 });
  });

  it('is silence only', () => {
    const silence = [new Int16Array(1000), new Int16Array(1000)];
    expect(alignToSource(silence, source)).toMatchObject({ ok: false, sourceOffset: -1, leadingZeros: 1000 });
  });

  it('is a value no 16-bit source has', () => {
    const take = clean().map((channel) => Int32Array.from(channel));
    take[0]![321]! += 65_536;
    expect(alignToSource(take, source)).toMatchObject({ ok: false, mismatchAt: 321 });
  });
});

it('walks five minutes of stereo', { timeout: 30_000 }, () => {
  const long = randomSignal(300, 5);
  const take = [long.left.subarray(4000), long.right.subarray(4000)];
  expect(alignToSource(take, [long.left, long.right])).toMatchObject({ ok: true, sourceOffset: 4000 });
});
