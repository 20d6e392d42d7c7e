import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { GAP_CAUSE, RING_STATE, RING_WORD } from '../../../src/shared/capture/capture-ring.ts';
import { cursorAdvance, cursorDistance } from '../../../src/shared/base/cursor.ts';
import type { Gap } from '../../../src/shared/take/ledger.ts';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { type Marker, type TakeSpec } from '../../../src/shared/take/take-events.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import type { StampState } from '../../../src/workers/clock/stamp-state.ts';
import { CaptureDrain } from '../../../src/workers/drain/capture-drain.ts';
import { presetCursors, WRAPS } from '../../shared/ring-support.ts';
import { DrainStage, isSettled, kernels, stillClock } from '../drain-stage.ts';
import { eventsOf, expectBytes, markersOf, packed, shapeOf } from '../take-support.ts';

afterEach(() => vi.restoreAllMocks());

describe('starting', () => {
  test('a take begins at the very frame, in the past that is still at hand', async () => {
    const stage = new DrainStage({ keepFrames: 1000 });
    stage.record(3000);
    stage.begin(2300);
    stage.write(100);
    const summary = await stage.finish();
    expect(summary.frames).toBe(800);
    expectBytes(stage.fileAudio(), stage.packed(2300));
  });

  test('further back than what is at hand it begins with the oldest frame there is', async () => {
    const stage = new DrainStage({ keepFrames: 1000 });
    stage.record(3000);
    stage.begin(100);
    const summary = await stage.finish();
    expect(summary.frames).toBe(1000);
    expectBytes(stage.fileAudio(), stage.packed(2000));
  });

  test('soon after another take it begins where that one ended, and nothing of it is called lost', async () => {
    const stage = new DrainStage({ keepFrames: 1000 });
    stage.record(3000);
    stage.begin(2500);
    stage.record(2000);
    expect((await stage.finish()).frames).toBe(2500);
    stage.record(300);
    const next = new DrainStage({ keepFrames: 1000 });
    const journal = next.openJournal();
    stage.drain.hold(stage.at(4400));
    stage.drain.begin(journal);
    stage.record(100);
    const summary = await stage.finish();
    expect(summary.frames).toBe(400);
    expect(summary.ledger).toMatchObject({ lost: 0, gaps: [] });
  });

  test('or at a frame that has not come yet', async () => {
    const stage = new DrainStage({ keepFrames: 1000 });
    stage.record(3000);
    stage.begin(3050);
    stage.record(200);
    const summary = await stage.finish();
    expect(summary.frames).toBe(150);
    expectBytes(stage.fileAudio(), stage.packed(3050));
  });

  test('while its files are opened not a frame goes by, however long that takes', async () => {
    const stage = new DrainStage();
    stage.record(500);
    stage.drain.hold(stage.at(500));
    stage.record(3000);
    stage.drain.begin(stage.openJournal());
    const summary = await stage.finish();
    expect(summary.frames).toBe(3000);
    expectBytes(stage.fileAudio(), stage.packed(500));
  });

  test('a start that failed lets go of what it held', () => {
    const stage = new DrainStage({ keepFrames: 100 });
    stage.drain.hold(stage.at(0));
    stage.record(3000);
    expect(stage.writer.space()).toBe(2 ** 15 - 3000);
    stage.drain.letGo();
    stage.settle();
    expect(stage.writer.space()).toBe(2 ** 15 - 100);
  });

  test('without a take the ring never fills: the newest frames stay, as many as a start may reach back to', () => {
    const stage = new DrainStage({ keepFrames: 700 });
    stage.record(50_000);
    expect(stage.writer.space()).toBe(2 ** 15 - 700);
  });

  test('a second take on the same ring has its own frames and an empty ledger', async () => {
    const stage = new DrainStage({ keepFrames: 100 });
    stage.begin();
    stage.record(100);
    stage.writer.gap(GAP_CAUSE.clockJump, 5);
    stage.record(100);
    await stage.finish();
    stage.record(100);
    stage.begin(250);
    stage.record(50);
    const summary = await stage.finish();
    expect(summary).toMatchObject({ frames: 100, ledger: { captured: 100, lost: 0, gaps: [] } });
    expectBytes(stage.fileAudio(), stage.packed(250));
  });
});

describe('a page that was held up', () => {
  test('is noted at the present end of the take, as a suspicion: nothing is lost by it', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(20_000);
    stage.drain.losses.heldUp(44);
    stage.record(100);
    const summary = await stage.finish();
    expect(summary.ledger).toMatchObject({ captured: 20_100, journaled: 20_100, lost: 0 });
    expect(summary.ledger.gaps).toEqual([{ frame: 20_000, frames: 44, kind: 'held-up' }]);
    expectBytes(stage.fileAudio(), stage.packed(0));
  });

  test('is nothing to a take that is paused, or to none', async () => {
    const stage = new DrainStage();
    stage.drain.losses.heldUp(44);
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(100));
    stage.record(100);
    stage.drain.losses.heldUp(44);
    const summary = await stage.finish();
    expect(summary.ledger.gaps).toEqual([]);
  });
});

describe('commands take effect at the frames they name', () => {
  test('a pause and a resume in the future', async () => {
    const stage = new DrainStage({ keepFrames: 500 });
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(130));
    expect(stage.drain.waiting).toBe(true);
    stage.record(100);
    expect(stage.drain.waiting).toBe(false);
    stage.drain.resume(stage.at(170));
    stage.record(100);
    const summary = await stage.finish();
    expectBytes(stage.fileAudio(), new Uint8Array([...stage.packed(0, 130), ...stage.packed(170)]));
    expect(summary).toMatchObject({ frames: 260, ledger: { captured: 260, journaled: 260, lost: 0 } });
    expect(eventsOf(stage.log.content)).toEqual([
      expect.objectContaining({ type: 'created', spec: stage.spec }),
      expect.objectContaining({ type: 'paused', frame: 130 }),
      expect.objectContaining({ type: 'resumed', frame: 130 }),
      expect.objectContaining({ type: 'stopped', frames: 260 }),
    ]);
  });

  test('a pause whose frame is on the disk already takes effect at once', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(5000);
    stage.drain.pause(stage.at(4900));
    stage.record(100);
    expect(await stage.finish()).toMatchObject({ frames: 5000, ledger: { captured: 5000 } });
  });

  test('a resume given before the pause has taken effect is the last word: the take goes on', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(480)); // where sound that is still on its way will be
    stage.write(10);
    stage.drain.resume(stage.at(110)); // where the ring is now
    stage.record(1000);
    const summary = await stage.finish();
    expect(summary.frames).toBe(stage.written);
  });

  test('a finish in the future, and nothing after it', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(100);
    const summary = stage.drain.finish(stage.at(150));
    stage.settle();
    expect(await isSettled(summary)).toBe(false);
    stage.record(400);
    expect(await summary).toMatchObject({ frames: 150, ledger: { captured: 150, journaled: 150 } });
    expectBytes(stage.fileAudio(), stage.packed(0, 150));
    expect(stage.drain.take).toBeUndefined();
  });

  test('a finish while paused', async () => {
    const stage = new DrainStage({ keepFrames: 300 });
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(100));
    stage.record(900);
    const summary = await stage.finish();
    expect(summary).toMatchObject({ frames: 100, ledger: { captured: 100, journaled: 100, lost: 0 } });
    expectBytes(stage.fileAudio(), stage.packed(0, 100));
  });

  test('a finish for which the frames never come, at what there is', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(100);
    const marker = stage.drain.marker(stage.at(300), 'on the way');
    const summary = stage.drain.finish(stage.at(1000));
    stage.drain.finishNow();
    stage.settle();
    expect(await summary).toMatchObject({ frames: 100, markers: [{ frame: 100, label: 'on the way' }] });
    expect(await marker).toMatchObject({ frame: 100, label: 'on the way' });
  });

  test('a take of no frame at all', async () => {
    const stage = new DrainStage();
    stage.record(1000);
    stage.begin();
    const summary = await stage.finish();
    expect(summary).toMatchObject({
      frames: 0,
      wavBytes: headerBytes(shapeOf(stage.spec)),
      ledger: { captured: 0, journaled: 0, lost: 0, gaps: [] },
      error: undefined,
    });
    expect(stage.fileAudio()).toHaveLength(0);
  });

  test('two who ask for the end both hear of it', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(100);
    const first = stage.drain.finish(stage.at(200));
    const second = stage.drain.finish(stage.at(100));
    stage.drain.finishNow();
    stage.settle();
    expect([await isSettled(first), await isSettled(second)]).toEqual([true, true]);
  });
});

describe('markers', () => {
  test('stand at their frame, though they come a little late', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(5000);
    expect(await stage.drain.marker(stage.at(4920), 'late')).toMatchObject({ frame: 4920, label: 'late' });
    const early = stage.drain.marker(stage.at(5010), 'early');
    stage.record(100);
    expect(await early).toMatchObject({ frame: 5010, label: 'early' });
    await stage.finish();
    expect(markersOf(stage.audio.content, shapeOf(stage.spec))).toEqual([
      { frame: 4920, label: 'late' },
      { frame: 5010, label: 'early' },
    ]);
  });

  test('count the frames of the take, not those passed over', async () => {
    const stage = new DrainStage({ keepFrames: 400 });
    stage.record(1000);
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(1100));
    stage.record(300);
    expect(await stage.drain.marker(stage.at(1050), 'while paused')).toMatchObject({ frame: 100 });
    stage.drain.resume(stage.at(1400));
    const marker = stage.drain.marker(stage.at(1430), 'after');
    stage.record(100);
    expect(await marker).toMatchObject({ frame: 130 });
    const summary = await stage.finish();
    expect(summary.markers.map(({ frame }) => frame)).toEqual([100, 130]);
  });

  test('before the first frame stand at the first', async () => {
    const stage = new DrainStage();
    stage.record(1000);
    stage.begin();
    const marker = stage.drain.marker(stage.at(900), 'first');
    stage.settle();
    expect(await marker).toMatchObject({ frame: 0 });
  });
});

describe('gaps', () => {
  test('stand at their exact frame in the take, with their cause', async () => {
    const stage = new DrainStage();
    stage.record(700);
    stage.begin();
    stage.write(100);
    stage.writer.gap(GAP_CAUSE.clockJump, 384);
    stage.write(50);
    stage.writer.gap(GAP_CAUSE.noInput, 128);
    stage.writer.gap(GAP_CAUSE.noInput, 128);
    stage.write(60);
    const summary = await stage.finish();
    const gaps: Gap[] = [
      { frame: 100, frames: 384, kind: 'clock-jump' },
      { frame: 150, frames: 256, kind: 'no-input' },
    ];
    expect(summary.ledger).toMatchObject({ captured: 210, journaled: 210, lost: 640, gaps });
    expect(stage.notices).toEqual(gaps.map((gap) => ({ type: 'gap', gap })));
    const logged = eventsOf(stage.log.content).filter((event) => event.type === 'gap');
    expect(logged).toEqual(gaps.map((gap) => ({ type: 'gap', gap })));
  });

  test('of a full ring: what was dropped is told once it is over', async () => {
    const stage = new DrainStage({ capacityFrames: 8192 });
    stage.begin();
    stage.write(8000);
    for (let i = 0; i < 3; i++) expect(stage.writer.write(stage.signal.next(200), 200)).toBe(0);
    stage.settle();
    expect(stage.notices).toEqual([]);
    stage.record(100);
    const summary = stage.drain.finish(stage.at(8100));
    stage.settle();
    expect((await summary).ledger).toMatchObject({
      captured: 8100,
      lost: 600,
      gaps: [{ frame: 8000, frames: 600, kind: 'overrun' }],
    });
  });

  test('that go on when the microphone ends belong to the take', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(100);
    stage.writer.gap(GAP_CAUSE.noInput, 256);
    stage.writer.publish(RING_WORD.state, RING_STATE.ended);
    stage.settle();
    expect((await stage.finish()).ledger).toMatchObject({
      lost: 256,
      gaps: [{ frame: 100, frames: 256, kind: 'no-input' }],
    });
  });

  test('open where the take begins belong to it with what they grow by', async () => {
    const stage = new DrainStage();
    const withoutInput = () => {
      stage.writer.gap(GAP_CAUSE.noInput, 128);
      stage.writer.count(RING_WORD.noInput, 128);
    };
    stage.record(500);
    withoutInput();
    stage.begin();
    for (let i = 0; i < 3; i++) withoutInput();
    stage.record(100);
    expect((await stage.finish()).ledger).toMatchObject({
      captured: 100,
      lost: 384,
      gaps: [{ frame: 0, frames: 384, kind: 'no-input' }],
    });
  });

  test('of stamps that jumped a little are suspicions, also where the end comes before them', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(1000);
    stage.writer.gap(GAP_CAUSE.stampJump, 100);
    stage.record(500);
    const summary = stage.drain.finish(stage.at(1900));
    stage.write(500);
    stage.writer.gap(GAP_CAUSE.stampJump, 200);
    stage.write(100);
    stage.settle();
    expect((await summary).ledger.gaps).toEqual([
      { frame: 1000, frames: 100, kind: 'held-up' },
      { frame: 1900, frames: 200, kind: 'held-up' },
    ]);
  });

  test('before the take and during a pause are not the take’s', async () => {
    const stage = new DrainStage({ keepFrames: 100 });
    stage.record(400);
    stage.writer.gap(GAP_CAUSE.clockJump, 1);
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(500));
    stage.write(50);
    stage.writer.gap(GAP_CAUSE.clockJump, 2);
    stage.write(50);
    stage.settle();
    stage.drain.resume(stage.at(600));
    stage.record(100);
    const summary = await stage.finish();
    expect(summary.ledger).toMatchObject({ captured: 200, lost: 0, gaps: [] });
  });

  test('within the pre-roll are the take’s', async () => {
    const stage = new DrainStage({ keepFrames: 1000 });
    stage.record(300);
    stage.writer.gap(GAP_CAUSE.clockJump, 77);
    stage.record(300);
    stage.begin(200);
    const summary = await stage.finish();
    expect(summary.ledger.gaps).toEqual([{ frame: 100, frames: 77, kind: 'clock-jump' }]);
  });

  test('of long ago, more than 2^31 frames before the take, are not taken for gaps to come', async () => {
    const stage = new DrainStage({ cursor: 1000 });
    stage.writer.gap(GAP_CAUSE.clockJump, 11);
    // 12.5 hours at 48 kHz pass.
    const now = cursorAdvance(1000, 2 ** 31 + 5000);
    presetCursors(stage.ring, now);
    const drain = new CaptureDrain(stage.ring, kernels, stage.status, {
      sampleRate: stage.spec.sampleRate,
      keepFrames: 0,
    });
    drain.begin(stage.openJournal());
    stage.write(100);
    while (drain.turn());
    stage.writer.gap(GAP_CAUSE.clockJump, 22);
    stage.write(100);
    const summary = drain.finish(cursorAdvance(now, 200));
    while (drain.turn());
    expect((await summary).ledger).toMatchObject({
      captured: 200,
      lost: 22,
      gaps: [{ frame: 100, frames: 22, kind: 'clock-jump' }],
    });
  });

  test('more than the ring can list between two turns are still all counted as lost', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.settle();
    for (let i = 0; i < 70; i++) {
      stage.write(10);
      stage.writer.count(RING_WORD.skipped, 128);
      stage.writer.gap(GAP_CAUSE.clockJump, 128);
    }
    stage.write(10);
    const summary = await stage.finish();
    expect(summary.ledger.lost).toBe(70 * 128);
  });
});

describe('meters', () => {
  test('tell peak and RMS of every channel, with or without a take, and count what is clipped', () => {
    const stage = new DrainStage({ keepFrames: 500 });
    stage.writer.write([new Float32Array(100).fill(0.5), new Float32Array(100).fill(-1)], 100);
    stage.settle();
    expect(stage.status.level(0)).toEqual({ peak: 0.5, rms: 0.5, clipped: 0 });
    expect(stage.status.level(1)).toEqual({ peak: 1, rms: 1, clipped: 100 });
    stage.begin(100);
    stage.writer.write([new Float32Array(100).fill(0.25), new Float32Array(100)], 100);
    stage.settle();
    expect(stage.status.level(0)).toEqual({ peak: 0.25, rms: 0.25, clipped: 0 });
    expect(stage.status.level(1)).toEqual({ peak: 0, rms: 0, clipped: 100 });
  });

  test('count every frame once, though it waits in the ring over many turns', () => {
    const stage = new DrainStage({ keepFrames: 4000, capacityFrames: 8192 });
    for (let i = 0; i < 20; i++) {
      stage.writer.write([new Float32Array(100).fill(1), new Float32Array(100)], 100);
      stage.settle();
      stage.settle();
    }
    expect(stage.status.level(0).clipped).toBe(2000);
  });

  test('the take’s length is there to be read after every turn, and what of it is on the disk', () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(700);
    expect([stage.status.takeFrames, stage.status.dataBytes]).toEqual([700, 0]);
    stage.record(7000);
    expect([stage.status.takeFrames, stage.status.dataBytes]).toEqual([7700, 6 * 5200]);
  });
});

describe('audio is written', () => {
  test('in pieces of 100 ms', () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.write(4799);
    stage.settle();
    expect(journal.frames).toBe(0);
    stage.write(1);
    stage.settle();
    expect(journal.frames).toBe(4800);
  });

  test('at once, however little, where a command or the end of the microphone asks for it', async () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.record(100);
    const marker = stage.drain.marker(stage.at(60), 'now');
    stage.settle();
    expect(await marker).toMatchObject({ frame: 60 });
    expect(journal.frames).toBe(60);
    stage.writer.publish(RING_WORD.state, RING_STATE.ended);
    stage.settle();
    expect(journal.frames).toBe(100);
  });
});

describe('the clock', () => {
  test('is compared with the wall over a take of 10 s and more', async () => {
    const clock = stillClock();
    const stage = new DrainStage({ spec: { channels: 1 }, capacityFrames: 2 ** 16 });
    stage.begin();
    for (let second = 0; second < 10; second++) {
      stage.write(47_520);
      clock.go(1000);
      stage.settle();
    }
    const { ledger } = await stage.finish();
    expect(ledger).toMatchObject({ wallMs: 10_000, clockPpm: -10_000 });
  });
});

describe('a clock that stood still for a moment and goes on', () => {
  /** Makes the microphone deliver for `seconds`, and drains meanwhile. */
  function deliver(stage: DrainStage, clock: { go: (ms: number) => void }, seconds: number): void {
    for (let piece = 0; piece < 20 * seconds; piece++) {
      clock.go(50);
      stage.write(2400);
      stage.settle();
    }
  }

  function stageAndClock(spec: Partial<TakeSpec> = {}) {
    const clock = stillClock();
    const stage = new DrainStage({ spec: { channels: 1, ...spec }, capacityFrames: 2 ** 16 });
    stage.begin();
    return { stage, clock };
  }

  test.each([
    ['what the browser had room for is suspected', 140, 6, 'held-up'],
    ['what it had no room for is lost', 160, 6, 'standstill'],
    ['what may catch up after the end is suspected', 160, 1.8, 'held-up'],
  ])('%s, within a second of its place', async (_, ms, seconds, kind) => {
    const { stage, clock } = stageAndClock();
    deliver(stage, clock, 5.5);
    clock.go(ms);
    deliver(stage, clock, seconds);
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toMatchObject([{ frames: 48 * ms, kind }]);
    expect(Math.abs(ledger.gaps[0]!.frame - 5.5 * 48_000)).toBeLessThan(48_000);
    expect(ledger.lost).toBe(kind === 'standstill' ? 48 * ms : 0);
  });

  test.each([5, 5.1, 5.25, 5.4, 5.5, 5.65, 5.8, 5.95])(
    'after %s s stands in the log within a second, for a take that is killed by then, and is told better later',
    async (seconds) => {
      const { stage, clock } = stageAndClock();
      deliver(stage, clock, seconds);
      clock.go(140);
      deliver(stage, clock, 1);
      expect(stage.notices).toEqual([]);
      const killed = replayEvents(eventsOf(stage.log.content))!;
      expect(killed.gaps).toMatchObject([{ kind: 'held-up', frames: 48 * 140 }]);
      expect(Math.abs(killed.gaps[0]!.frame - 5.5 * 48_000)).toBeLessThan(48_000);
      deliver(stage, clock, 5);
      const { ledger } = await stage.finish();
      expect(replayEvents(eventsOf(stage.log.content))!.gaps).toEqual(ledger.gaps);
      expect(ledger.gaps).toHaveLength(1);
    },
  );

  test('a delivery that was only late leaves nothing in the ledger, nor in what the log tells', async () => {
    const { stage, clock } = stageAndClock();
    deliver(stage, clock, 5.5);
    for (let late = 0; late < 30; late++) {
      clock.go(50);
      if (late > 0) stage.write(2400);
      stage.settle();
    }
    stage.write(2400);
    deliver(stage, clock, 6);
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toEqual([]);
    const events = eventsOf(stage.log.content);
    expect(events.some(({ type }) => type === 'withdrawn')).toBe(true);
    expect(replayEvents(events)!.gaps).toEqual([]);
  });

  test('the room that one moment took is not there for the next one, nor in the next take', async () => {
    const { stage, clock } = stageAndClock();
    deliver(stage, clock, 5);
    for (const ms of [90, 90]) {
      clock.go(ms);
      deliver(stage, clock, 6);
    }
    const first = await stage.finish();
    expect(first.ledger.gaps).toMatchObject([{ kind: 'held-up' }, { kind: 'standstill' }]);
    stage.begin();
    deliver(stage, clock, 5);
    clock.go(60);
    deliver(stage, clock, 6);
    const second = await stage.finish();
    expect(second.ledger.gaps).toMatchObject([{ kind: 'standstill' }]);
  });

  test('silence in the place of what was lost goes to the end that the take has by then', async () => {
    const { stage, clock } = stageAndClock({ gaps: 'fill' });
    deliver(stage, clock, 5);
    clock.go(200);
    deliver(stage, clock, 6);
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toMatchObject([{ frames: 9600, filled: true }]);
    const { frame } = ledger.gaps[0]!;
    expect(frame).toBeGreaterThan(8 * 48_000);
    const audio = stage.fileAudio();
    const bytes = audio.length / (11 * 48_000 + 9600);
    expect(audio.subarray(frame * bytes, (frame + 9600) * bytes).every((byte) => byte === 0)).toBe(true);
    expectBytes(audio.subarray(0, frame * bytes), stage.packed(0, frame));
  });

  test('silence for a minute is written over many turns, and for an hour not at all', async () => {
    const { stage, clock } = stageAndClock({ gaps: 'fill' });
    deliver(stage, clock, 2);
    clock.go(60_000);
    stage.settle();
    stage.write(4800);
    let turns = 1;
    while (stage.drain.turn()) turns++;
    expect(turns).toBeGreaterThanOrEqual(5);
    deliver(stage, clock, 2);
    clock.go(3_600_000);
    stage.settle();
    stage.write(4800);
    expect(stage.drain.turn()).toBe(false);
    deliver(stage, clock, 2);
    const { frames, ledger } = await stage.finish();
    const [minute, hour] = ledger.gaps;
    expect(minute).toMatchObject({ kind: 'standstill', filled: true });
    expect(Math.abs(minute!.frames - 60 * 48_000)).toBeLessThan(9600);
    expect(hour).not.toHaveProperty('filled');
    expect(Math.abs(hour!.frames - 3600 * 48_000)).toBeLessThan(9600);
    expect(frames).toBe(6 * 48_000 + 9600 + minute!.frames);
    expect(ledger).toMatchObject({ captured: 6 * 48_000 + 9600, filled: minute!.frames });
  });

  test.each([
    ['before a pause is told in the pause, at its place', 4.5, 1],
    ['before a pause is told after a short pause, where the take went on', 1.5, 1],
    ['in a pause is not told in it', 10, 0],
    ['in a pause is not told after it', 3, 0],
  ])('%s', async (_, pauseSeconds, told) => {
    const { stage, clock } = stageAndClock();
    deliver(stage, clock, 5);
    if (told > 0) clock.go(160);
    deliver(stage, clock, 1);
    stage.drain.pause(stage.at(stage.written));
    stage.settle();
    if (told === 0) {
      deliver(stage, clock, 1.5);
      clock.go(160);
      deliver(stage, clock, pauseSeconds - 1.5);
    } else deliver(stage, clock, pauseSeconds);
    stage.drain.resume(stage.at(stage.written));
    deliver(stage, clock, 6);
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toHaveLength(told);
    if (told > 0) expect(ledger.gaps[0]).toMatchObject({ frames: 160 * 48, kind: 'standstill' });
    for (const { frame } of ledger.gaps) expect(Math.abs(frame - 5 * 48_000)).toBeLessThanOrEqual(48_000);
  });
});

describe.each(Object.entries(WRAPS))('with cursors that begin at %s', (_, cursor) => {
  test('pauses, markers, gaps and the end stand at their exact frames', async () => {
    const stage = new DrainStage({ cursor, keepFrames: 100, spec: { channels: 1 } });
    stage.record(50);
    stage.begin(20);
    const marker = stage.drain.marker(stage.at(300), 'at the wrap');
    stage.drain.pause(stage.at(310));
    stage.record(230);
    stage.writer.gap(GAP_CAUSE.clockJump, 99);
    stage.record(100);
    stage.drain.resume(stage.at(350));
    stage.record(200);
    const summary = await stage.finish(600);
    expect(await marker).toMatchObject({ frame: 280, label: 'at the wrap' });
    expect(summary.ledger).toMatchObject({ captured: 540, journaled: 540 });
    expect(summary.ledger.gaps).toEqual([{ frame: 260, frames: 99, kind: 'clock-jump' }]);
    expectBytes(stage.fileAudio(), new Uint8Array([...stage.packed(20, 310), ...stage.packed(350, 600)]));
  });
});

interface Step {
  readonly do: 'write' | 'turn' | 'toggle' | 'marker' | 'gap';
  readonly frames: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('write', 'write', 'write', 'turn', 'turn', 'toggle', 'marker', 'gap'),
  frames: fc.oneof(fc.constant(128), fc.integer({ min: 1, max: 400 })),
});

/** What a take must contain, computed only from the frames and commands. */
class Model {
  readonly #commands: { at: number; to: 'pause' | 'resume' }[] = [];
  readonly gaps: { at: number; frames: number }[] = [];
  readonly markers: { at: number; label: string }[] = [];
  readonly #from: number;
  paused = false;
  /** The frames that commands name never go backwards. */
  latest: number;

  constructor(from: number) {
    this.#from = from;
    this.latest = from;
  }

  toggle(at: number): void {
    this.paused = !this.paused;
    this.#commands.push({ at, to: this.paused ? 'pause' : 'resume' });
  }

  /** Whether the take begins, pauses or resumes at exactly this frame. Then a gap there has no definite side. */
  turnsAt(frame: number): boolean {
    return frame === this.#from || this.#commands.some(({ at }) => at === frame);
  }

  /** Stretches of the signal that are in the take up to frame `end`. */
  stretches(end: number): [number, number][] {
    const result: [number, number][] = [];
    let from: number | undefined = this.#from;
    for (const { at, to } of this.#commands) {
      if (at >= end) break;
      if (to === 'resume') from = at;
      else if (from !== undefined) {
        result.push([from, at]);
        from = undefined;
      }
    }
    if (from !== undefined) result.push([from, end]);
    return result;
  }

  /** The take frame at which frame `at` of the signal is or would be. */
  place(at: number): number {
    return this.stretches(at).reduce((sum, [from, to]) => sum + to - from, 0);
  }

  /** A gap belongs to the take if the frame before it does. */
  gapsUntil(end: number): Gap[] {
    return this.gaps
      .filter(({ at }) => at > this.#from && at < end)
      .filter(({ at }) => this.stretches(end).some(([from, to]) => at > from && at <= to))
      .map(({ at, frames }) => ({ frame: this.place(at), frames, kind: 'clock-jump' }));
  }
}

test('whatever is recorded, paused, resumed, marked and lost, the file is the frames, and valid at every sync', async () => {
  const anyTake = fc.record({
    channels: fc.integer({ min: 1, max: 3 }),
    sampleFormat: fc.constantFrom(...SAMPLE_FORMATS),
    cursor: fc.constantFrom(...Object.values(WRAPS)),
    preRoll: fc.nat(300),
    steps: fc.array(anyStep, { maxLength: 50 }),
    tail: fc.integer({ min: 1, max: 300 }),
  });
  await fc.assert(
    fc.asyncProperty(anyTake, async ({ channels, sampleFormat, cursor, preRoll, steps, tail }) => {
      const clock = stillClock();
      const stage = new DrainStage({
        // Pieces of 75 frames and a sync every 500 give many writes.
        spec: { channels, sampleFormat, sampleRate: 500 },
        cursor,
        keepFrames: 300,
        capacityFrames: 2 ** 15,
      });
      const synced: Uint8Array[] = [];
      stage.audio.onFlush = (bytes) => synced.push(bytes);

      stage.record(400);
      const from = 400 - preRoll;
      stage.begin(from);
      const model = new Model(from);
      const markers: Promise<Marker>[] = [];
      for (const step of steps) {
        // A command names a frame that has not come yet.
        const at = Math.max(model.latest, stage.written) + 1 + (step.frames % 50);
        switch (step.do) {
          case 'write':
            stage.write(step.frames);
            clock.go(2 * step.frames);
            break;
          case 'turn':
            stage.settle();
            stage.drain.take!.turn();
            break;
          case 'toggle':
            model.latest = at + 1;
            if (model.paused) stage.drain.resume(stage.at(at));
            else stage.drain.pause(stage.at(at));
            model.toggle(at);
            break;
          case 'marker':
            model.latest = at;
            model.markers.push({ at, label: `m${at}` });
            markers.push(stage.drain.marker(stage.at(at), `m${at}`));
            break;
          case 'gap': {
            if (model.turnsAt(stage.written)) stage.write(1);
            const last = model.gaps.at(-1);
            stage.writer.gap(GAP_CAUSE.clockJump, step.frames);
            if (last?.at === stage.written) last.frames += step.frames;
            else model.gaps.push({ at: stage.written, frames: step.frames });
            break;
          }
        }
      }
      const end = Math.max(model.latest, stage.written) + tail;
      const summary = await stage.finish(end);

      const expected = packed(
        model.stretches(end).flatMap(([start, stop]) => stage.signal.frames.slice(start, stop)),
        sampleFormat,
      );
      const frames = model.place(end);
      const gaps = model.gapsUntil(end);
      const lost = gaps.reduce((sum, gap) => sum + gap.frames, 0);
      expectBytes(stage.fileAudio(), expected);
      expect(summary.ledger).toMatchObject({ captured: frames, journaled: frames, lost, gaps });
      expect(summary).toMatchObject({ frames, wavBytes: stage.audio.getSize(), error: undefined });
      const placed = model.markers.map(({ at, label }) => ({ frame: model.place(at), label }));
      expect(await Promise.all(markers)).toMatchObject(placed);
      expect(markersOf(stage.audio.content, shapeOf(stage.spec))).toEqual(placed);

      let flushedBytes = 0;
      for (const file of synced) {
        const header = readWavHeader(file);
        if (!header.ok) throw new Error(header.reason);
        const told = header.dataBytes === 'unknown' ? 0 : header.dataBytes;
        expect(told).toBeLessThanOrEqual(flushedBytes); // never audio that a power cut could take
        const audio = file.subarray(header.dataOffset).subarray(0, expected.length);
        expectBytes(audio, expected.subarray(0, audio.length));
        flushedBytes = audio.length;
      }
      expect(flushedBytes).toBe(expected.length);
      expect(cursorDistance(stage.at(stage.written), stage.drain.writeCursor)).toBe(0);
    }),
    { numRuns: 40 },
  );
});

describe('a clock that stands still while the track that stamps the frames is away', () => {
  const SECOND = 48_000;

  /** A take of 5 s in which the track is gone after 3 s, and 0.2 s later the clock stands still for `standsMs`. */
  function interrupted(standsMs: number) {
    const clock = stillClock();
    let stamps: StampState = 'present';
    const stage = new DrainStage({
      spec: { channels: 1 },
      capacityFrames: 2 ** 16,
      stamps: () => stamps,
    });
    const deliver = (seconds: number) => {
      for (let piece = 0; piece < 100 * seconds; piece++) {
        clock.go(10);
        stage.write(480);
        stage.settle();
      }
    };
    stage.begin();
    deliver(3);
    stamps = 'due';
    deliver(0.2);
    clock.go(standsMs);
    deliver(1.8);
    return {
      stage,
      deliver,
      trackIsBack: () => (stamps = 'present'),
      trackIsAway: () => (stamps = 'due'),
    };
  }

  test('is in the log at once, and told as lost if the take ends before the track is back', async () => {
    const { stage } = interrupted(1000);
    const lost = { kind: 'held-up', frames: SECOND, frame: 3 * SECOND };
    expect(replayEvents(eventsOf(stage.log.content))!.gaps).toEqual([lost]);
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toEqual([{ ...lost, kind: 'standstill' }]);
    expect(ledger.lost).toBe(SECOND);
  });

  test.each([
    { told: SECOND, gaps: [{ kind: 'standstill', frames: SECOND, frame: 3.2 * SECOND }] },
    { told: 0, gaps: [{ kind: 'standstill', frames: SECOND, frame: 3 * SECOND }] },
  ])(
    'is told once a track is back whose stamps tell of $told frames: by the stamps, else by the clock',
    async ({ told, gaps }) => {
      const { stage, deliver, trackIsBack } = interrupted(1000);
      trackIsBack();
      if (told > 0) stage.drain.losses.jumped(3.2 * SECOND, told);
      deliver(2.1);
      expect(replayEvents(eventsOf(stage.log.content))!.gaps).toEqual(gaps);
      deliver(3);
      const { ledger } = await stage.finish();
      expect(ledger.gaps).toEqual(gaps);
    },
  );

  test('is told once if the track goes again before its clock is known', async () => {
    const { stage, deliver, trackIsBack, trackIsAway } = interrupted(1000);
    trackIsBack();
    deliver(1);
    trackIsAway();
    deliver(1);
    trackIsBack();
    deliver(5);
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toEqual([{ kind: 'standstill', frames: SECOND, frame: 3 * SECOND }]);
  });

  test('is not told where the frames only came late, by less than an audio graph may hold back', async () => {
    const { stage } = interrupted(200);
    expect((await stage.finish()).ledger.gaps).toEqual([]);
  });
});

describe('what two ways tell of each other', () => {
  test('while the take’s files are opened takes nothing from the take, and stands in its ledger', async () => {
    const stage = new DrainStage({ keepFrames: 40_000, capacityFrames: 2 ** 17 });
    stage.record(50_000);
    stage.drain.hold(stage.at(50_000));
    stage.drain.losses.healed({ frame: 20_000, frames: 100, way: 'worklet', kind: 'missing' });
    stage.record(10_000);
    stage.drain.losses.healed({ frame: 55_000, frames: 100, way: 'worklet', kind: 'missing' });
    stage.drain.losses.lost(30_000, 70);
    stage.drain.losses.lost(56_000, 7);
    stage.record(10_000);
    stage.drain.begin(stage.openJournal());
    stage.record(10_000);
    const { ledger } = await stage.finish();
    expect(ledger).toMatchObject({ captured: 30_000, journaled: 30_000, lost: 7 });
    expect(ledger.gaps).toEqual([{ frame: 6000, frames: 7, kind: 'clock-jump' }]);
    expect(ledger.healed).toEqual([{ frame: 5000, frames: 100, way: 'worklet', kind: 'missing' }]);
    expectBytes(stage.fileAudio(), stage.packed(50_000));
  });

  test('while no take is recorded leaves the pre-roll as it is', async () => {
    const stage = new DrainStage({ keepFrames: 40_000, capacityFrames: 2 ** 17 });
    stage.record(50_000);
    stage.drain.losses.healed({ frame: 49_000, frames: 100, way: 'track', kind: 'silent' });
    stage.drain.losses.lost(50_000, 9);
    stage.record(10_000);
    stage.begin(25_000);
    const { ledger } = await stage.finish();
    expect(ledger).toMatchObject({ captured: 35_000, journaled: 35_000, lost: 0, gaps: [] });
    expectBytes(stage.fileAudio(), stage.packed(25_000));
  });

  test('in a pause lets a resume name a frame of the past', async () => {
    const stage = new DrainStage({ keepFrames: 40_000, capacityFrames: 2 ** 17 });
    stage.begin();
    stage.record(20_000);
    stage.drain.pause(stage.at(20_000));
    stage.record(10_000);
    stage.drain.losses.healed({ frame: 29_000, frames: 100, way: 'worklet', kind: 'inserted' });
    stage.record(10_000);
    stage.drain.resume(stage.at(25_000));
    stage.record(5000);
    const { ledger } = await stage.finish();
    expect(ledger).toMatchObject({ captured: 40_000, journaled: 40_000 });
    expectBytes(stage.fileAudio(), new Uint8Array([...stage.packed(0, 20_000), ...stage.packed(25_000)]));
  });
});
