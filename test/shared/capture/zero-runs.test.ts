import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZeroRunDetector, type ZeroRun } from '../../../src/shared/capture/zero-runs.ts';
import { randomSource } from '../../support/random-source.ts';

const RATE = 48_000;
const ms = (count: number): number => (RATE * count) / 1000;

/** Noise of at least -60 dBFS that is never exactly zero. */
function loud(frames: number, seed = 1): Float32Array {
  const random = randomSource(seed);
  return Float32Array.from({ length: frames }, () => (random() < 0.5 ? -1 : 1) * (0.01 + 0.5 * random()));
}

function zeros(frames: number): Float32Array {
  return new Float32Array(frames);
}

function join(...parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The runs found in a signal that is passed in blocks of the given sizes, which repeat. */
function detect(channels: Float32Array[], blocks: readonly number[] = [128]): ZeroRun[] {
  const detector = new ZeroRunDetector(RATE);
  const length = channels[0]!.length;
  const found: ZeroRun[] = [];
  for (let at = 0, i = 0; at < length; i++) {
    const frames = Math.min(blocks[i % blocks.length]!, length - at);
    // The planes are longer than the block, as the kernels' input planes are.
    const planes = channels.map((channel) => join(channel.subarray(at, at + frames), zeros(5)));
    found.push(...detector.push(planes, frames));
    at += frames;
  }
  return found;
}

function places(runs: readonly ZeroRun[]): Omit<ZeroRun, 'kind'>[] {
  return runs.map(({ frame, frames }) => ({ frame, frames }));
}

test('every hole in a live signal is found at its exact frame, however the blocks fall', () => {
  const anyHole = fc.record({
    before: fc.integer({ min: ms(1), max: ms(40) }),
    frames: fc.integer({ min: ms(2), max: ms(60) }),
  });
  const anyBlocks = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(anyHole, { maxLength: 6 }), anyBlocks, fc.nat(1000), (holes, blocks, seed) => {
      const parts: Float32Array[] = [];
      const expected: Omit<ZeroRun, 'kind'>[] = [];
      let at = 0;
      holes.forEach(({ before, frames }, i) => {
        parts.push(loud(before, seed + i), zeros(frames));
        expected.push({ frame: at + before, frames });
        at += before + frames;
      });
      parts.push(loud(ms(1), seed + 99));
      const left = join(...parts);
      const right = left.map((sample) => -sample / 3);
      expect(places(detect([left, right], blocks))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('the same runs are found in one block as frame by frame', () => {
  // Levels around the threshold, and runs around the shortest that counts.
  const anyPart = fc.record({
    frames: fc.integer({ min: 1, max: ms(12) }),
    gain: fc.constantFrom(1, 0.05, 0.002),
    zeros: fc.oneof(fc.integer({ min: 1, max: ms(3) }), fc.constantFrom(128, 256, 480, 960)),
  });
  let runs = 0;
  fc.assert(
    fc.property(fc.array(anyPart, { minLength: 1, maxLength: 12 }), fc.nat(1000), (parts, seed) => {
      const signal = join(
        ...parts.flatMap((part, i) => [
          loud(part.frames, seed + i).map((sample) => sample * part.gain),
          zeros(part.zeros),
        ]),
        loud(ms(1), seed + 99),
      );
      const found = detect([signal], [signal.length]);
      runs += found.length;
      expect(found).toEqual(detect([signal], [1]));
      expect(found).toEqual(detect([signal], [700, 3000]));
    }),
    { numRuns: 200 },
  );
  expect(runs).toBeGreaterThan(100);
});

test('a hole is told by the very block in which the sound comes back', () => {
  const detector = new ZeroRunDetector(RATE);
  expect(detector.push([loud(480)], 480)).toEqual([]);
  expect(detector.push([zeros(480)], 480)).toEqual([]);
  expect(detector.push([loud(1)], 1)).toEqual([{ frame: 480, frames: 480, kind: 'zeros' }]);
  expect(detector.push([loud(480)], 480)).toEqual([]);
});

test('runs of 2 ms and of 2 s count, shorter and longer ones do not', () => {
  const around = (frames: number) => detect([join(loud(ms(10)), zeros(frames), loud(ms(10)))], [4096]);
  expect(around(ms(2) - 1)).toEqual([]);
  expect(around(ms(2))).toHaveLength(1);
  expect(around(ms(2000))).toHaveLength(1);
  expect(around(ms(2000) + 1)).toEqual([]);
});

describe('is no hole', () => {
  const quiet = (frames: number) => loud(frames).map((sample) => sample / 1000);

  test.each<[string, Float32Array[]]>([
    ['silence before the first sound', [join(zeros(ms(50)), loud(ms(50)))]],
    ['silence after the last sound', [join(loud(ms(50)), zeros(ms(50)))]],
    ['a take of nothing but silence', [zeros(ms(100))]],
    ['zeros in one channel only', [loud(ms(150)), join(loud(ms(50)), zeros(ms(50)), loud(ms(50)))]],
    ['a pause in a quiet signal', [join(quiet(ms(50)), zeros(ms(20)), quiet(ms(50)))]],
    ['a fade out to zero', [join(loud(ms(50)), quiet(ms(6)), zeros(ms(20)), loud(ms(50)))]],
    ['a fade in from zero', [join(loud(ms(50)), zeros(ms(20)), quiet(ms(6)), loud(ms(50)))]],
    ['a zero crossing', [join(loud(ms(50)), zeros(1), loud(ms(50)))]],
  ])('%s', (_, channels) => {
    expect(detect(channels)).toEqual([]);
  });
});

test('a few quiet samples beside a hole do not hide it', () => {
  const quiet = loud(ms(2)).map((sample) => sample / 1000);
  const signal = join(loud(ms(20)), quiet, zeros(ms(10)), quiet, loud(ms(20)));
  expect(detect([signal])).toEqual([{ frame: ms(22), frames: ms(10), kind: 'zeros' }]);
});

test('a hole after a mute is still found', () => {
  const signal = join(loud(ms(20)), zeros(ms(2500)), loud(ms(20)), zeros(ms(10)), loud(ms(20)));
  expect(detect([signal], [8192])).toEqual([{ frame: ms(2540), frames: ms(10), kind: 'zeros' }]);
});

test('a lone zero behind a hole does not hide it', () => {
  const signal = join(
    loud(ms(20)),
    zeros(ms(10)),
    loud(1).map((sample) => sample / 1000),
    zeros(1),
    loud(ms(20)),
  );
  expect(detect([signal])).toEqual([{ frame: ms(20), frames: ms(10), kind: 'zeros' }]);
});

describe('a run is as a browser puts it in', () => {
  const kinds = (frames: number) =>
    detect([join(loud(ms(20)), zeros(frames), loud(ms(20)))]).map(({ kind }) => kind);

  test.each([ms(10), ms(20), ms(30), 4 * 128, 13 * 128, 83 * 128, 96 * 128])('of %i frames', (frames) => {
    expect(kinds(frames)).toEqual(['zeros']);
    expect(kinds(frames + 1)).toEqual(['muted']);
    expect(kinds(frames - 1)).toEqual(['muted']);
  });

  test.each<[string, (part: number) => number]>([
    ['ends in', (part) => 1 - part],
    ['begins with', (part) => part],
  ])('unless the sound %s a fade', (where, ramp) => {
    const faded = loud(ms(10)).map(
      (sample, i) => sample * Math.sin((Math.PI / 2) * ramp((i + 0.5) / ms(10))) ** 2,
    );
    const [before, behind] = where === 'ends in' ? [faded, loud(ms(10))] : [loud(ms(10)), faded];
    expect(detect([join(before, zeros(ms(20)), behind)])).toMatchObject([{ kind: 'muted' }]);
  });
});
