import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTurn } from '../../../e2e/support/runs/turns.ts';
import { rounds } from '../../support/rounds.ts';
import { PIECE, RATE, TwoWays } from '../two-ways.ts';

/**
 * Expects the take to run without a break from the first source frame that either way had to within 0.3 s of the
 * present.
 */
function expectWhole(ways: TwoWays, from = 0): void {
  const stretches = ways.stretches();
  expect(stretches).toHaveLength(1);
  expect(stretches[0]).toMatchObject({ at: 0, source: from });
  expect(stretches[0]!.frames).toBeGreaterThan(ways.seconds * RATE - from - 0.3 * RATE);
  expect(ways.gaps).toEqual([]);
  expect(ways.jumped).toEqual([]);
}

describe('two ways to one microphone', () => {
  test('the worklet that begins late, with old sound first, is healed by the track from its first frame', () => {
    const ways = new TwoWays({ seconds: 6, seed: 1 });
    ways.track.open();
    ways.worklet.open(1700);
    ways.runSeconds(5);
    expectWhole(ways);
    expect(ways.worklet.piecesDropped).toBeGreaterThan(100);
    const dropped = ways.worklet.piecesDropped * PIECE;
    // The worklet's oldest sound comes first; after it, the worklet jumps to the present.
    expect(ways.healed[0]).toMatchObject({ frame: 20 * PIECE, way: 'worklet', kind: 'missing' });
    expect(ways.healed.every(({ kind }) => kind === 'missing')).toBe(true);
    expect(ways.healed.reduce((sum, { frames }) => sum + frames, 0)).toBe(dropped);
  });

  test('zeros that the browser put into the worklet do not reach the take, and are told', () => {
    const ways = new TwoWays({ seconds: 8, seed: 2 });
    ways.track.open();
    ways.worklet.open(0);
    ways.worklet.ppm = 20_000;
    ways.runSeconds(7);
    expectWhole(ways);
    expect(ways.worklet.zerosPutIn).toBeGreaterThan(0);
    const inserted = ways.healed.filter(({ kind }) => kind === 'inserted');
    const frames = inserted.reduce((sum, hole) => sum + hole.frames, 0);
    expect(Math.abs(frames - ways.worklet.zerosPutIn)).toBeLessThanOrEqual(PIECE);
  });

  test('nor do they while the track is late by more than the worklet is held back', () => {
    const ways = new TwoWays({ seconds: 40, seed: 2 });
    ways.track.open();
    ways.worklet.open(0);
    ways.worklet.ppm = 20_000;
    for (let late = 0; late < 30; late++) {
      ways.runSeconds(1);
      ways.track.stall(290);
      ways.runSeconds(0.29);
    }
    ways.runSeconds(1);
    expectWhole(ways);
    expect(ways.worklet.zerosPutIn).toBeGreaterThan(0);
  });

  test.each([
    { mutes: false, mostMs: 200 },
    { mutes: true, mostMs: 300 },
  ])(
    'what waits while the track is late now and then is bounded: a crash costs it (mutes: $mutes)',
    ({ mutes, mostMs }) => {
      const ways = new TwoWays({ seconds: 40, seed: 3 });
      if (mutes) ways.mute(0.5, 0.05);
      ways.track.open();
      ways.worklet.open(0);
      ways.runSeconds(1);
      let most = 0;
      for (let late = 0; late < 30; late++) {
        ways.run(37 + late);
        ways.track.stall(290);
        most = Math.max(most, ways.mostBehindMs(29));
      }
      expect(most).toBeLessThanOrEqual(mostMs);
      expectWhole(ways);
    },
  );

  test.each([
    { mutes: false, mostMs: 200 },
    { mutes: true, mostMs: 1050 },
  ])('and also while it flows three seconds late (mutes: $mutes)', ({ mutes, mostMs }) => {
    const ways = new TwoWays({ seconds: 20, seed: 3 });
    if (mutes) ways.mute(0.5, 0.05);
    ways.track.lateMs = 3000;
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(5);
    expect(ways.mostBehindMs(1300)).toBeLessThanOrEqual(mostMs);
    ways.flush();
    expect(ways.stretches()).toHaveLength(1);
    expect(ways.gaps).toEqual([]);
  });

  test('frames that the worklet dropped, its clock being slow, are told where they are missing', () => {
    const ways = new TwoWays({ seconds: 12, seed: 3 });
    ways.track.open();
    ways.worklet.open(0);
    ways.worklet.ppm = -30_000;
    ways.runSeconds(11);
    expectWhole(ways);
    const missing = ways.healed.filter(({ kind }) => kind === 'missing');
    expect(missing.length).toBeGreaterThan(3);
    for (const { frames } of missing) expect(frames % PIECE).toBe(0);
  });

  test('a track that stands still for 5 s is followed by the worklet, and leads again', () => {
    const ways = new TwoWays({ seconds: 14, seed: 4 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.stall(5000);
    ways.runSeconds(2);
    expect(ways.out[0]!.length).toBeGreaterThan(4.5 * RATE);
    ways.runSeconds(7);
    expectWhole(ways);
    expect(ways.healed).toEqual([]);
    expect(ways.states.map(({ state }) => state.kind)).toContain('silent');
    expect(ways.states.at(-1)!.state.kind).toBe('flows');
  });

  test('what the track dropped for want of room comes from the worklet, to the frame', () => {
    const ways = new TwoWays({ seconds: 10, seed: 5 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.stall(2000, 50);
    ways.runSeconds(6);
    expectWhole(ways);
    const [hole, ...others] = ways.healed;
    expect(others).toEqual([]);
    expect(hole).toMatchObject({ way: 'track', kind: 'missing', frames: 151 * PIECE });
  });

  test('a jump of stamps behind which nothing is missing in either way is a suspicion, with place and length', () => {
    const ways = new TwoWays({ seconds: 6, seed: 6 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.jump(0.1 * RATE);
    ways.runSeconds(2);
    const stretches = ways.stretches();
    expect(stretches).toHaveLength(1);
    expect(ways.jumped).toEqual([{ frame: 300 * PIECE, frames: 0.1 * RATE }]);
    expect(ways.gaps).toEqual([]);
  });

  test.each([10, 20, 90, 150, 250, 500])(
    'a microphone that stands still for %i ms and goes on: the worklet’s zeros do not reach the take',
    (ms) => {
      const ways = new TwoWays({ seconds: 10, seed: 7 });
      ways.track.open();
      ways.worklet.open(0);
      ways.runSeconds(3);
      ways.deviceStands(ms);
      ways.runSeconds(4);
      const [stretch, ...others] = ways.stretches();
      expect(others).toEqual([]);
      expect(stretch).toMatchObject({ at: 0, source: 0 });
      expect(ways.gaps).toEqual([]);
      const told = ms > 20 ? [{ frame: 3 * RATE, frames: (ms / 1000) * RATE }] : [];
      expect(ways.jumped).toEqual(told);
      const inserted = ways.healed.filter(({ kind }) => kind === 'inserted');
      expect(inserted.reduce((sum, { frames }) => sum + frames, 0)).toBe(ways.worklet.zerosPutIn);
    },
  );

  const standstills = [0, 50, 110].flatMap((late) =>
    [20, 50, 100].flatMap((stands) => [0, -20_000].map((ppm) => ({ late, stands, ppm }))),
  );

  test.each(standstills)(
    'the microphone stands still for $stands ms while the track is $late ms late and the clock off by $ppm ppm: no zeros',
    ({ late, stands, ppm }) => {
      const ways = new TwoWays({ seconds: 8, seed: 3, channels: 1 });
      ways.track.open();
      ways.worklet.open(0);
      ways.runSeconds(2);
      ways.worklet.ppm = ppm;
      ways.runSeconds(1);
      if (late > 0) ways.track.stall(late);
      ways.run(3);
      ways.deviceStands(stands);
      ways.runSeconds(3);
      const stretches = ways.stretches();
      const missing = stretches.slice(1).map((stretch, i) => {
        const before = stretches[i]!;
        return stretch.source - before.source - before.frames;
      });
      expect(sum(ways.gaps)).toBe(missing.reduce((all, frames) => all + frames, 0));
      expect(ways.out[0]!.length).toBeGreaterThan(5.5 * RATE);
    },
  );

  test('a track that is closed and opened anew leaves no seam', () => {
    const ways = new TwoWays({ seconds: 10, seed: 7 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.close();
    ways.runSeconds(0.7);
    ways.track.open();
    ways.runSeconds(4);
    expectWhole(ways);
    expect(ways.healed).toHaveLength(1);
    expect(ways.healed[0]).toMatchObject({
      way: 'track',
      kind: 'silent',
      frame: 300 * PIECE,
      frames: 70 * PIECE,
    });
  });

  test('one whose writer died without a word is followed by the other within a third of a second', () => {
    const ways = new TwoWays({ seconds: 10, seed: 8 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.stall(60_000);
    ways.runSeconds(5);
    expectWhole(ways);
  });

  test.each([-60_000, -100_000, -150_000])(
    'a journal that stands still for longer than the rings have room, beside a worklet that drops %s ppm: it goes on at once',
    (ppm) => {
      const ways = new TwoWays({ seconds: 16, seed: -ppm, ringFrames: 2 ** 15 });
      ways.track.open();
      ways.worklet.open(0);
      ways.worklet.ppm = ppm;
      ways.runSeconds(3);
      ways.journalStallsUntil = ways.ms + 5500;
      ways.runSeconds(5.5);
      const { merged } = ways.merge;
      for (let second = 0; second < 4; second += 0.5) {
        const before = merged.end;
        ways.runSeconds(0.5);
        expect(merged.end, `${second} s after it`).toBeGreaterThan(before);
      }
      // Frames that did not fit into the track's ring are lost, apart from those that the worklet had. All of the loss
      // is reported.
      const stretches = ways.stretches();
      const missing = stretches.at(-1)!.source - stretches.at(-1)!.at;
      expect(missing).toBeGreaterThan(0);
      expect(ways.told().reduce((sum, { frames }) => sum + frames, 0)).toBe(missing);
    },
  );

  test('alone the worklet is the take, and what it lists as lost is lost', () => {
    const ways = new TwoWays({ seconds: 5, seed: 9 });
    ways.worklet.open(0);
    ways.runSeconds(4);
    expect(ways.stretches()).toHaveLength(1);
    expect(ways.gaps).toEqual([]);
  });

  test('a microphone that goes away: the zeros that an audio graph then gives are not waited for, and not taken', () => {
    const ways = new TwoWays({ seconds: 5, seed: 10 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.end();
    ways.source.forEach((plane) => plane.fill(0, 300 * PIECE));
    ways.runSeconds(0.3);
    ways.worklet.end();
    ways.flush();
    expect(ways.out[0]!.length).toBe(300 * PIECE);
    expect(ways.over).toBe(true);
  });

  test('moments named by either way are the same frame', () => {
    const ways = new TwoWays({ seconds: 5, seed: 11 });
    ways.track.open();
    ways.worklet.open(300);
    ways.runSeconds(3);
    const byTrack = ways.merge.frameOf([{ way: ways.track.id, cursor: ways.track.cursor }])!;
    const byWorklet = ways.merge.frameOf([{ way: ways.worklet.id, cursor: ways.worklet.cursor }])!;
    expect(byTrack).toBe(300 * PIECE);
    expect(byTrack - byWorklet).toBeGreaterThanOrEqual(0);
    expect(byTrack - byWorklet).toBeLessThan(0.3 * RATE);
    expect(ways.merge.frameOf([{ way: 999, cursor: 0 }])).toBeUndefined();
    // A way that stands still does not make the moment an old one.
    ways.track.stall(10_000);
    ways.runSeconds(1);
    const late = [
      { way: ways.track.id, cursor: ways.track.cursor },
      { way: ways.worklet.id, cursor: ways.worklet.cursor },
    ];
    expect(ways.merge.frameOf(late)!).toBeGreaterThan(byTrack + 0.7 * RATE);
  });

  test('a moment at which nothing arrives is as much later as the frames are late', () => {
    const ways = new TwoWays({ seconds: 5, seed: 11 });
    ways.track.open();
    ways.runSeconds(1);
    const moment = () => [{ way: ways.track.id, cursor: ways.track.cursor }];
    expect(ways.merge.capturedAt(moment(), ways.ms, 1000)).toBe(RATE);
    ways.track.stall(10_000);
    ways.runSeconds(0.03);
    expect(ways.merge.capturedAt(moment(), ways.ms, 1000)).toBe(RATE);
    ways.runSeconds(0.17);
    expect(Math.abs(ways.merge.capturedAt(moment(), ways.ms, 1000) - 1.2 * RATE)).toBeLessThanOrEqual(PIECE);
    expect(ways.merge.capturedAt(moment(), ways.ms, 100)).toBe(1.1 * RATE);
    // What either way delivers is the present.
    ways.worklet.open(0);
    ways.track.stall(0);
    ways.runSeconds(1);
    ways.track.stall(10_000);
    ways.runSeconds(0.2);
    const both = [...moment(), { way: ways.worklet.id, cursor: ways.worklet.cursor }];
    expect(ways.merge.capturedAt(both, ways.ms, 1000)).toBe(ways.merge.frameOf(both));
  });

  test.each([10, 100, 200, 240, 500, 900])(
    'stopped %i ms after the track fell silent and the worklet dropped sound: what arrived is kept, the rest told',
    (ms) => {
      const ways = new TwoWays({ seconds: 5, seed: 12 });
      ways.track.open();
      ways.worklet.open(0);
      ways.runSeconds(1.5);
      ways.worklet.piecesToDrop = 1;
      ways.run();
      ways.track.stall(10_000);
      ways.runSeconds(ms / 1000);
      const moment = [
        { way: ways.track.id, cursor: ways.track.cursor },
        { way: ways.worklet.id, cursor: ways.worklet.cursor },
      ];
      const end = ways.merge.capturedAt(moment, ways.ms, Number.POSITIVE_INFINITY);
      const clicked = ways.seconds * RATE;
      expect(Math.abs(end - clicked)).toBeLessThan(0.08 * RATE);
      ways.runSeconds(0.25);
      ways.flush();
      const { frames, source } = ways.stretches().at(-1)!;
      expect(source + frames).toBeGreaterThan(Math.min(clicked, ways.seconds * RATE) - 0.05 * RATE);
    },
  );

  test('a way that is opened after the last one ended by itself goes on with the take', () => {
    const ways = new TwoWays({ seconds: 5, seed: 13 });
    ways.track.open();
    ways.runSeconds(1);
    ways.track.end();
    ways.runSeconds(0.1);
    expect(ways.over).toBe(true);
    ways.worklet.open(0);
    ways.runSeconds(1);
    expect(ways.over).toBe(false);
    expect(ways.out[0]!.length).toBeGreaterThan(1.5 * RATE);
  });

  test('sounds that are not the same: the track is the take, and the other way is told as foreign', () => {
    const ways = new TwoWays({ seconds: 14, seed: 12 });
    const other = new TwoWays({ seconds: 14, seed: 13 });
    ways.track.open();
    ways.worklet.open(0);
    // The graph receives another microphone.
    const deliver = ways.worklet.deliver.bind(ways.worklet);
    ways.worklet.deliver = (piece) => {
      if (piece === undefined) return deliver(piece);
      const own = ways.source.map((plane) => plane.slice(piece * PIECE, (piece + 1) * PIECE));
      other.source.forEach((plane, c) =>
        ways.source[c]!.set(plane.subarray(piece * PIECE, (piece + 1) * PIECE), piece * PIECE),
      );
      deliver(piece);
      // The pieces are views, so the worklet keeps a copy of what it received.
      ways.worklet.copyLast();
      own.forEach((plane, c) => ways.source[c]!.set(plane, piece * PIECE));
    };
    ways.runSeconds(12);
    expect(ways.states).toEqual([{ way: ways.worklet.id, state: { kind: 'foreign' } }]);
    expectWhole(ways);
  });
});

const sum = (losses: readonly { frames: number }[]) =>
  losses.reduce((total, { frames }) => total + frames, 0);

type Fault =
  | { readonly kind: 'stall' | 'drop' | 'suspend' | 'journal'; readonly ms: number }
  | { readonly kind: 'reopen-track' | 'reopen-worklet'; readonly ms: number }
  | { readonly kind: 'drift'; readonly ms: number; readonly ppm: number };

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('stall', 'drop', 'suspend', 'journal', 'reopen-track', 'reopen-worklet' as const),
    ms: fc.integer({ min: 1, max: 50 }).map((tens) => 100 * tens),
  }),
  fc.record({
    kind: fc.constant('drift' as const),
    ms: fc.integer({ min: 10, max: 40 }).map((tens) => 100 * tens),
    ppm: fc.constantFrom(-20_000, -5000, 5000, 20_000),
  }),
);

function inflict(ways: TwoWays, { kind, ...how }: Fault): void {
  switch (kind) {
    case 'stall':
      ways.track.stall(how.ms);
      break;
    case 'drop':
      ways.track.stall(how.ms, 7);
      break;
    case 'suspend':
      ways.worklet.suspend(how.ms);
      break;
    case 'journal':
      ways.journalStallsUntil = ways.ms + how.ms;
      break;
    case 'reopen-track':
      ways.track.close();
      ways.runSeconds(how.ms / 1000);
      ways.track.open();
      return;
    case 'reopen-worklet':
      ways.worklet.close();
      ways.runSeconds(how.ms / 1000);
      ways.worklet.open(200);
      return;
    case 'drift':
      ways.worklet.ppm = (how as { ppm: number }).ppm;
      ways.runSeconds(how.ms / 1000);
      ways.worklet.ppm = 0;
      return;
  }
  ways.runSeconds(how.ms / 1000);
}

describe('faults of one way at a time', () => {
  test(
    'in whatever order, the merged sound is the source’s own, without a break',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(
          fc.array(fault, { minLength: 1, maxLength: 5 }),
          fc.integer({ min: 0, max: 1700 }),
          fc.integer({ min: 1, max: 1e6 }),
          (faults, late, seed) => {
            const ways = new TwoWays({ seconds: 45, seed, channels: 1 + (seed % 2) });
            ways.track.open();
            ways.worklet.open(late);
            ways.runSeconds(2.5);
            for (const next of faults) {
              inflict(ways, next);
              ways.runSeconds(1.5);
            }
            expectWhole(ways);
          },
        ),
        { numRuns: rounds(20, 100), seed: 14 },
      );
    },
  );
});

describe('a track that is opened anew while the worklet stands still', () => {
  /** The wall clock gives the number of missing frames to within its jitter, and too many rather than too few. */
  function expectTold(ways: TwoWays): void {
    const stretches = ways.stretches();
    const missing = stretches.at(-1)!.source - stretches.at(-1)!.at - stretches[0]!.source;
    expect(missing).toBeGreaterThan(0);
    const told = [...ways.told(), ...ways.jumped.map(({ frame, frames }) => ({ at: frame, frames }))];
    expect(told).toHaveLength(1);
    expect(told[0]!.frames - missing).toBeGreaterThanOrEqual(0);
    expect(told[0]!.frames - missing).toBeLessThanOrEqual(0.02 * RATE);
    expect(Math.abs(told[0]!.at - stretches[1]!.at)).toBeLessThan(RATE);
  }

  test.each([300, 1000])('after %i ms: what neither had is told', (ms) => {
    const ways = new TwoWays({ seconds: 10, seed: 21 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.worklet.suspend(1500);
    ways.track.close();
    ways.runSeconds(ms / 1000);
    ways.track.open();
    ways.runSeconds(4);
    expectTold(ways);
  });

  test('and the worklet goes on first, as if nothing were missing: told when the track is there again', () => {
    const ways = new TwoWays({ seconds: 10, seed: 22 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.close();
    ways.worklet.suspend(1000);
    ways.runSeconds(1.5);
    ways.track.open();
    ways.runSeconds(3);
    expectTold(ways);
  });

  test('a track that was only late had what the worklet dropped meanwhile: lost, to the frame', () => {
    const ways = new TwoWays({ seconds: 10, seed: 26 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.stall(1600);
    ways.worklet.suspend(360);
    ways.runSeconds(4);
    const [before, after, ...others] = ways.stretches();
    expect(others).toEqual([]);
    const missing = after!.source - before!.source - before!.frames;
    expect(missing).toBeGreaterThan(0);
    expect(ways.told()).toEqual([{ at: after!.at, frames: missing }]);
  });

  test('buffers that the worklet drops while it is alone are told when the track is there again', () => {
    const ways = new TwoWays({ seconds: 10, seed: 25 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.close();
    ways.runSeconds(0.5);
    ways.worklet.suspend(180);
    ways.runSeconds(1);
    ways.track.open();
    ways.runSeconds(2);
    expect(ways.worklet.piecesDropped).toBeGreaterThan(0);
    expect(ways.worklet.piecesDropped).toBeLessThan(5);
    expectTold(ways);
  });

  test.each([1, 2])('stamps tell %i buffers that the worklet drops meanwhile, to the frame', (pieces) => {
    const ways = new TwoWays({ seconds: 10, seed: 27 });
    ways.track.stamped = true;
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.close();
    ways.runSeconds(0.5);
    ways.worklet.piecesToDrop = pieces;
    ways.runSeconds(1);
    ways.track.open();
    ways.runSeconds(2);
    expect(ways.worklet.piecesDropped).toBe(pieces);
    expect(ways.gaps).toEqual([]);
    expect(ways.jumped).toHaveLength(1);
    expect(ways.jumped[0]!.frames - pieces * PIECE).toBeOneOf([0, 1]);
    const [before, after, ...others] = ways.stretches();
    expect(others).toEqual([]);
    expect(after!.source - before!.source - before!.frames).toBe(pieces * PIECE);
  });

  test('also where the track is opened anew once in vain meanwhile', () => {
    const ways = new TwoWays({ seconds: 12, seed: 29 });
    ways.track.stamped = true;
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.close();
    ways.runSeconds(0.5);
    ways.worklet.piecesToDrop = 1;
    ways.runSeconds(0.5);
    ways.track.open();
    ways.run(2);
    ways.track.close();
    ways.runSeconds(1);
    ways.track.open();
    ways.runSeconds(2);
    expect(ways.gaps).toEqual([]);
    expect(ways.jumped).toHaveLength(1);
    expect(ways.jumped[0]!.frames - PIECE).toBeOneOf([0, 1]);
  });

  test('stamps that count from different beginnings are not believed', () => {
    const ways = new TwoWays({ seconds: 10, seed: 28 });
    ways.track.stamped = true;
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.track.close();
    ways.runSeconds(1);
    ways.track.open();
    ways.track.beginStampsElsewhere(5 * RATE);
    ways.runSeconds(2);
    expect([ways.gaps, ways.jumped]).toEqual([[], []]);
    expect(ways.stretches()).toHaveLength(1);
  });

  test('what the graph holds back is not told as lost when the worklet goes on alone behind a dropped buffer', () => {
    let most = 0;
    for (let pieces = 0; pieces < 30; pieces++) {
      const ways = new TwoWays({ seconds: 8, seed: 31 });
      ways.track.open();
      ways.worklet.open(0);
      ways.runSeconds(2);
      // From now on the graph is 120 ms behind.
      ways.worklet.suspend(120);
      ways.runSeconds(1);
      ways.worklet.piecesToDrop = 1;
      ways.run(pieces);
      ways.track.stall(5000);
      ways.runSeconds(3);
      most = Math.max(most, sum(ways.told()));
    }
    expect(most).toBeLessThanOrEqual(0.06 * RATE);
  });

  test('a graph that stays far behind the track is reported within a second, then ever more rarely; one that caught up and is behind again, at once', () => {
    const ways = new TwoWays({ seconds: 30, seed: 33 });
    const reports = () => ways.states.filter(({ state }) => state.kind === 'behind');
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    expect(reports()).toEqual([]);
    for (const before of [0, 4]) {
      ways.worklet.suspend(150);
      ways.runSeconds(1.2);
      expect(reports()).toHaveLength(before + 1);
      // One, three and seven seconds after the first.
      ways.runSeconds(8);
      expect(reports()).toHaveLength(before + 4);
      ways.worklet.catchUp();
      ways.runSeconds(3);
      expect(reports()).toHaveLength(before + 4);
    }
    expect(reports().every(({ way }) => way === ways.worklet.id)).toBe(true);
    expectWhole(ways);
  });

  test('of zeros that the browser put into the worklet as the track was closed no part reaches the take', () => {
    let whole = 0;
    const { cases } = inTurn([0, 1, 2]);
    const moments = Array.from({ length: 300 }, (_, moment) => moment).filter((m) => cases.includes(m % 3));
    for (const moment of moments) {
      const ways = new TwoWays({ seconds: 8, seed: 35 });
      ways.track.open();
      ways.worklet.open(0);
      ways.worklet.ppm = 20_000 + 100 * moment;
      ways.runSeconds(2);
      ways.run(moment % 60);
      ways.worklet.ppm = 0;
      ways.track.close();
      ways.runSeconds(2);
      const stretches = ways.stretches(true);
      const zeros = ways.out[0]!.length - sum(stretches);
      // Zeros from the very frame on at which the track ended may be the microphone's own. They stay, all of them.
      expect(zeros % PIECE).toBe(0);
      if (zeros === 0) whole++;
      for (const [i, { source, frames }] of stretches.entries()) {
        const next = stretches[i + 1];
        if (next !== undefined) expect(next.source).toBe(source + frames);
      }
      expect(ways.gaps).toEqual([]);
    }
    expect(whole).toBeGreaterThan(moments.length * 0.66);
  });

  test('stamps are due while the track is away, and no longer expected ten seconds after it was closed', () => {
    const ways = new TwoWays({ seconds: 30, seed: 34 });
    const stamps = () => ways.merge.stamps(ways.ms);
    ways.worklet.open(0);
    ways.runSeconds(1);
    expect(stamps()).toBe('none');
    ways.track.open();
    ways.runSeconds(1);
    expect(stamps()).toBe('present');
    ways.track.stall(1000);
    ways.runSeconds(0.9);
    expect(stamps()).toBe('due');
    ways.runSeconds(0.5);
    expect(stamps()).toBe('present');
    ways.track.close();
    ways.runSeconds(9);
    expect(stamps()).toBe('due');
    ways.runSeconds(2);
    expect(stamps()).toBe('none');
  });

  test('a worklet that is opened anew after the track fell silent: the wall clock tells', () => {
    const ways = new TwoWays({ seconds: 10, seed: 23 });
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(3);
    ways.worklet.close();
    ways.runSeconds(0.5);
    ways.track.close();
    ways.worklet.open(1000);
    ways.runSeconds(4);
    const [before, after] = ways.stretches();
    const missing = after!.source - before!.source - before!.frames;
    expect(missing).toBeGreaterThan(0.5 * RATE);
    expect(Math.abs(sum(ways.told()) - missing)).toBeLessThan(0.3 * RATE);
  });
});

describe('both ways at once', () => {
  test('whatever happens, no sound is put in or said twice, and what is missing is told', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fault, fault), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 1e6 }),
        (faults, seed) => {
          const ways = new TwoWays({ seconds: 60, seed, channels: 1 });
          ways.track.stamped = seed % 2 === 0;
          ways.track.open();
          ways.worklet.open(100);
          ways.runSeconds(2);
          for (const [one, two] of faults) {
            // The second fault begins at the same moment, and its time runs along.
            if (one.kind === 'drop' || one.kind === 'stall') ways.worklet.suspend(two.ms);
            inflict(ways, one);
            ways.runSeconds(2);
          }
          const stretches = ways.stretches();
          for (const [i, { source }] of stretches.entries()) {
            const before = stretches[i - 1];
            if (before !== undefined) expect(source).toBeGreaterThanOrEqual(before.source + before.frames);
          }
          const missing = stretches.slice(1).map(({ at, source }, i) => {
            const before = stretches[i]!;
            return { at, frames: source - before.source - before.frames };
          });
          // Suspected losses are reported too.
          const told = [...ways.told(), ...ways.jumped.map(({ frame: at, frames }) => ({ at, frames }))];
          expect(sum(told)).toBeGreaterThanOrEqual(sum(missing));
          // Where neither way knows the loss, the wall clock gives it, to within a third of a second each.
          expect(sum(told) - sum(missing)).toBeLessThanOrEqual(0.35 * RATE * faults.length);
          // If one loss follows another, the place of the first one stands for both.
          for (const { at } of missing) expect(told.some((gap) => Math.abs(gap.at - at) < RATE)).toBe(true);
        },
      ),
      { numRuns: rounds(10, 40), seed: 14 },
    );
  });
});

/** Short faults of both ways, the microphone and the journal, which may overlap. */
const shortFault = fc.record({
  kind: fc.constantFrom('stall', 'drop', 'suspend', 'device', 'drift', 'journal' as const),
  ms: fc.integer({ min: 2, max: 40 }).map((tens) => 10 * tens),
  then: fc.integer({ min: 0, max: 30 }),
});

function inflictShort(ways: TwoWays, { kind, ms }: { kind: string; ms: number }): void {
  if (kind === 'stall') ways.track.stall(ms);
  if (kind === 'drop') ways.track.stall(ms, 7);
  if (kind === 'suspend') ways.worklet.suspend(ms);
  if (kind === 'device') ways.deviceStands(ms / 4);
  if (kind === 'drift') ways.worklet.ppm = ms > 200 ? 20_000 : -20_000;
  if (kind === 'journal') ways.journalStallsUntil = ways.ms + ms;
}

describe('many short faults of both ways', () => {
  test('no sound is said twice, nothing but zeros is put in, and what is missing is told', () => {
    fc.assert(
      fc.property(
        fc.array(shortFault, { minLength: 4, maxLength: 12 }),
        fc.integer({ min: 1, max: 1e6 }),
        (faults, seed) => {
          const ways = new TwoWays({ seconds: 14, seed, channels: 1 });
          ways.track.open();
          ways.worklet.open(0);
          ways.runSeconds(1.5);
          for (const next of faults) {
            inflictShort(ways, { ...next, ms: Math.ceil(next.ms / 40) * 40 });
            ways.run(next.then);
          }
          ways.runSeconds(3);
          const stretches = ways.stretches(true);
          let missing = 0;
          for (const [i, { source, at }] of stretches.entries()) {
            const before = stretches[i - 1];
            const left = source - (before === undefined ? 0 : before.source + before.frames);
            expect(left, `at ${at}`).toBeGreaterThanOrEqual(0);
            missing += left;
          }
          expect(sum(ways.gaps) + sum(ways.jumped)).toBeGreaterThanOrEqual(missing);
        },
      ),
      { numRuns: rounds(20, 60), seed: 15 },
    );
  });
});

describe('a microphone’s own silence', () => {
  /** Two ways whose source is digitally silent from second `from` to second `to`, like muted hardware. */
  function silent(seed: number, from: number, to: number): TwoWays {
    const ways = new TwoWays({ seconds: 22, seed, channels: 1 });
    for (const plane of ways.source) plane.fill(0, from * RATE, to * RATE);
    ways.track.open();
    ways.worklet.open(0);
    return ways;
  }

  function expectGoesOn(ways: TwoWays): void {
    expect(ways.gaps).toEqual([]);
    expect(Math.abs(ways.out[0]!.length - ways.seconds * RATE)).toBeLessThan(0.5 * RATE);
    expect(ways.states.filter(({ state }) => state.kind === 'foreign')).toEqual([]);
  }

  test('a track that is opened anew within it is followed by the worklet, and nothing is missing', () => {
    const ways = silent(31, 3, 8);
    ways.runSeconds(4);
    ways.track.close();
    ways.runSeconds(0.2);
    ways.track.open();
    ways.runSeconds(3);
    expect(ways.out[0]!.length).toBeGreaterThan(5.5 * RATE);
    ways.runSeconds(6);
    expectGoesOn(ways);
  });

  test('stamps that jump within it take nothing of it away', () => {
    const ways = silent(32, 2.5, 8);
    ways.runSeconds(3);
    ways.track.jump(0.1 * RATE);
    ways.runSeconds(9);
    expectGoesOn(ways);
    expect(ways.healed.filter(({ kind }) => kind === 'inserted')).toEqual([]);
  });

  test('what the track drops within it is not taken for zeros of the browser', () => {
    const ways = silent(33, 2.5, 8);
    ways.runSeconds(3);
    ways.track.stall(1500, 20);
    ways.runSeconds(9);
    expectGoesOn(ways);
  });
});

describe('sound that lies everywhere', () => {
  /** Makes the source a sine that repeats with the pieces, so that each period matches at many places. */
  function tone(ways: TwoWays, hz: number): void {
    for (const plane of ways.source) {
      for (let i = 0; i < plane.length; i++)
        plane[i] = Math.fround(Math.sin((2 * Math.PI * hz * (i % RATE)) / RATE));
    }
  }

  test('a steady tone: the worklet goes on where the track died, and nothing of it is missing', () => {
    const ways = new TwoWays({ seconds: 14, seed: 21, channels: 1 });
    tone(ways, 1000);
    ways.track.open();
    ways.runSeconds(4);
    ways.worklet.open(0);
    ways.runSeconds(4);
    ways.track.close();
    ways.runSeconds(4);
    expect(Math.abs(ways.out[0]!.length - 12 * RATE)).toBeLessThan(0.3 * RATE);
  });

  test('digital silence: what both ways had is not merged twice when one of them dies', () => {
    const ways = new TwoWays({ seconds: 10, seed: 22 });
    for (const plane of ways.source) plane.fill(0);
    ways.track.open();
    ways.worklet.open(0);
    ways.runSeconds(5);
    ways.track.close();
    ways.runSeconds(3);
    expect(Math.abs(ways.out[0]!.length - 8 * RATE)).toBeLessThan(0.3 * RATE);
  });
});

describe('both ways fail at once', () => {
  const QUIET = {
    seed: 1,
    heldMs: 0,
    closesAfter: 0,
    dropsAfter: 0,
    drops: 0,
    stallMs: 0,
    jumpsAfter: 0,
    jumpBlocks: 0,
    ends: false,
  };

  test('no sound is said twice: the worklet lags and drops sound while the track closes', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1000 }),
          heldMs: fc.integer({ min: 0, max: 30 }),
          closesAfter: fc.integer({ min: 0, max: 30 }),
          dropsAfter: fc.integer({ min: 0, max: 30 }),
          drops: fc.integer({ min: 0, max: 4 }),
          stallMs: fc.integer({ min: 0, max: 30 }),
          jumpsAfter: fc.integer({ min: 0, max: 30 }),
          jumpBlocks: fc.integer({ min: 0, max: 8 }),
          ends: fc.boolean(),
        }),
        ({ seed, heldMs, closesAfter, dropsAfter, drops, stallMs, jumpsAfter, jumpBlocks, ends }) => {
          const ways = new TwoWays({ seconds: 5, seed });
          ways.track.open();
          ways.worklet.open(0);
          ways.runSeconds(1.5);
          ways.worklet.suspend(heldMs * 10);
          const steps = Math.max(closesAfter, dropsAfter, jumpsAfter) + 1;
          for (let step = 0; step < steps; step++) {
            if (step === jumpsAfter && jumpBlocks > 0) ways.worklet.jumpClock(jumpBlocks * 128);
            if (step === dropsAfter) ways.worklet.piecesToDrop = drops;
            if (step === closesAfter) {
              if (ends) ways.track.end();
              else ways.track.close();
              ways.journalStallsUntil = ways.ms + stallMs * 10;
            }
            ways.run();
          }
          ways.runSeconds(1);
          ways.track.open();
          ways.runSeconds(1.5);
          let heard = 0;
          for (const { source, frames } of ways.stretches(true)) {
            expect(source).toBeGreaterThanOrEqual(heard);
            heard = source + frames;
          }
        },
      ),
      {
        numRuns: rounds(20, 60),
        seed: 14,
        // The worklet's first frames behind what it dropped are the last 48 of the track.
        examples: [
          { ...QUIET, closesAfter: 2, drops: 1 },
          // The worklet's clock jumps where the track's frames reach beyond it, and none of its own are missing.
          { ...QUIET, heldMs: 16, jumpsAfter: 18, jumpBlocks: 8 },
          // It jumps 48 frames before what the worklet dropped.
          { ...QUIET, heldMs: 2, closesAfter: 18, dropsAfter: 17, drops: 1, jumpsAfter: 21, jumpBlocks: 1 },
        ].map((example) => [example]),
      },
    );
  });
});
