import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  createCaptureRing,
  GAP_CAUSE,
  RING_STATE,
  RING_WORD,
} from '../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../src/shared/capture/capture-ring-writer.ts';
import { createStatusBlock, StatusBlock } from '../../src/shared/journal/status-block.ts';
import { CaptureDrain } from '../../src/workers/drain/capture-drain.ts';
import { DrainStage, isSettled, kernels, stillClock } from './drain-stage.ts';
import { eventsOf, expectBytes, packed, shapeOf, audioOf } from './take-support.ts';

afterEach(() => vi.restoreAllMocks());

const RATE = 48_000;

/** Another microphone's ring. Its frames continue the same signal. */
class Second {
  readonly status = new StatusBlock(createStatusBlock());
  readonly writer: CaptureRingWriter;
  readonly drain: CaptureDrain;
  readonly #stage: DrainStage;

  constructor(stage: DrainStage) {
    this.#stage = stage;
    const ring = createCaptureRing(stage.spec.channels, 2 ** 15);
    this.writer = new CaptureRingWriter(ring);
    this.drain = new CaptureDrain(ring, kernels, this.status, { sampleRate: RATE, keepFrames: 0 });
  }

  write(frames: number): void {
    expect(this.writer.write(this.#stage.signal.next(frames), frames)).toBe(frames);
  }

  async finish() {
    const summary = this.drain.finish(this.drain.writeCursor);
    while (this.drain.turn());
    return summary;
  }
}

function change(stage: DrainStage): Second {
  const second = new Second(stage);
  second.drain.attachTake(stage.drain.detachTake()!, 'source');
  return second;
}

function silence(stage: DrainStage, frames: number): Uint8Array {
  return new Uint8Array(
    packed([Array<number>(stage.spec.channels).fill(0)], stage.spec.sampleFormat).length * frames,
  );
}

describe('another microphone', () => {
  test('goes on with the take: no frame of either is missing, the time between them is a gap', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    // Less than a piece: frames that wait for more are written when the ring is given up.
    stage.write(5000);
    stage.drain.turn();
    clock.go(2000);
    const second = change(stage);
    second.write(3000);
    const summary = await second.finish();
    expect(summary.ledger).toMatchObject({
      captured: 8000,
      journaled: 8000,
      lost: 2 * RATE,
      gaps: [{ frame: 5000, frames: 2 * RATE, kind: 'source' }],
    });
    expectBytes(stage.fileAudio(), stage.packed(0));
  });

  test('with frames in its ring already: they count as time that was not lost', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(5000);
    stage.drain.turn();
    clock.go(1000);
    const second = new Second(stage);
    second.write(4800);
    second.drain.attachTake(stage.drain.detachTake()!, 'source');
    const summary = await second.finish();
    expect(summary.ledger.gaps).toEqual([{ frame: 5000, frames: RATE - 4800, kind: 'source' }]);
    expectBytes(stage.fileAudio(), stage.packed(0));
  });

  test('that was there before the first was through: nothing of either is cut, and the place is marked', async () => {
    stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(5000);
    stage.drain.turn();
    const second = new Second(stage);
    second.write(4800);
    second.drain.attachTake(stage.drain.detachTake()!, 'source');
    second.drain.take!.source('Mic B');
    const { ledger, markers } = await second.finish();
    expect(ledger).toMatchObject({ captured: 9800, journaled: 9800, lost: 0, gaps: [] });
    expect(markers).toEqual([{ frame: 5000, label: 'Goes on with Mic B' }]);
    expectBytes(stage.fileAudio(), stage.packed(0));
  });

  test('takes over a pause, and commands that waited for frames of the first', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(5000);
    stage.drain.pause(stage.at(5400));
    const marker = stage.drain.marker(stage.at(5500), 'late');
    clock.go(2000);
    const second = change(stage);
    expect(await marker).toMatchObject({ frame: 5000, label: 'late' });
    second.write(2000);
    while (second.drain.turn());
    second.drain.resume(2000);
    second.write(1000);
    const summary = await second.finish();
    expect(summary.ledger).toMatchObject({ captured: 6000, journaled: 6000, lost: 0, gaps: [] });
    expectBytes(
      stage.fileAudio(),
      packed(
        [...stage.signal.frames.slice(0, 5000), ...stage.signal.frames.slice(7000)],
        stage.spec.sampleFormat,
      ),
    );
  });

  test('too late for a stop that waited: the take is finished at what there was', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.write(5000);
    const summary = stage.drain.finish(stage.at(6000));
    expect(await isSettled(summary)).toBe(false);
    expect(stage.drain.detachTake()).toBeUndefined();
    expect((await summary).frames).toBe(5000);
  });

  test('again and again, each with its own losses', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(1000);
    let { drain } = stage;
    for (let i = 0; i < 3; i++) {
      while (drain.turn());
      clock.go(1000);
      const second = new Second(stage);
      second.drain.attachTake(drain.detachTake()!, 'source');
      second.write(500);
      second.writer.gap(GAP_CAUSE.clockJump, 100);
      second.writer.count(RING_WORD.skipped, 100);
      second.write(500);
      while (second.drain.turn());
      drain = second.drain;
    }
    const summary = drain.finish(drain.writeCursor);
    while (drain.turn());
    const { ledger } = await summary;
    expect(ledger).toMatchObject({ captured: 4000, journaled: 4000, lost: 3 * (RATE + 100) });
    expect(ledger.gaps.map(({ frame, kind }) => [frame, kind])).toEqual([
      [1000, 'source'],
      [1500, 'clock-jump'],
      [2000, 'source'],
      [2500, 'clock-jump'],
      [3000, 'source'],
      [3500, 'clock-jump'],
    ]);
    expectBytes(stage.fileAudio(), stage.packed(0));
  });
});

describe('a microphone that ended before the stop', () => {
  test('leaves a gap up to the stop', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(5000);
    stage.settle();
    stage.writer.publish(RING_WORD.state, RING_STATE.ended);
    clock.go(3000);
    stage.settle();
    expect((await stage.finish()).ledger).toMatchObject({
      captured: 5000,
      lost: 3 * RATE,
      gaps: [{ frame: 5000, frames: 3 * RATE, kind: 'source' }],
    });
  });

  test('was not away for as long as closing it took', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(5000);
    stage.settle();
    stage.writer.publish(RING_WORD.state, RING_STATE.ended);
    clock.go(100);
    stage.settle();
    clock.go(2200);
    const { ledger } = await stage.finish(stage.written, 2200);
    expect(ledger).toMatchObject({ lost: 0, gaps: [], wallMs: 100 });
  });
});

describe('a clock that stands still in mid-take', () => {
  test('is told while it lasts; what is missing is noted where frames stopped coming', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.begin();
    stage.write(4800);
    clock.go(100);
    stage.settle();
    for (let i = 0; i < 60; i++) {
      clock.go(50);
      stage.settle();
    }
    expect(stage.notices).toEqual([
      { type: 'clock', state: { kind: 'stalled', ms: 500 } },
      { type: 'clock', state: { kind: 'stalled', ms: 2500 } },
    ]);
    clock.go(50);
    stage.write(2400);
    stage.settle();
    const { ledger } = await stage.finish();
    expect(ledger.gaps).toEqual([{ frame: 4800, frames: 3 * RATE, kind: 'standstill' }]);
    expectBytes(stage.fileAudio(), stage.packed(0));
  });
});

describe('a take that is to keep time', () => {
  test('has silence in the place of every lost frame, and says so', async () => {
    const stage = new DrainStage({ spec: { gaps: 'fill' } });
    stage.begin();
    stage.write(1000);
    stage.writer.gap(GAP_CAUSE.clockJump, 70_000);
    stage.write(500);
    const summary = await stage.finish();
    expect(summary.frames).toBe(71_500);
    expect(summary.ledger).toMatchObject({
      captured: 1500,
      journaled: 1500,
      filled: 70_000,
      lost: 70_000,
      gaps: [{ frame: 1000, frames: 70_000, kind: 'clock-jump', filled: true }],
    });
    expectBytes(
      audioOf(stage.audio.content, shapeOf(stage.spec), 'any'),
      new Uint8Array([...stage.packed(0, 1000), ...silence(stage, 70_000), ...stage.packed(1000)]),
    );
    const [gap] = eventsOf(stage.log.content).filter((event) => event.type === 'gap');
    expect(gap).toMatchObject({ gap: { filled: true } });
  });

  test('keeps its markers at their sound', async () => {
    const stage = new DrainStage({ spec: { gaps: 'fill' } });
    stage.begin();
    stage.write(1000);
    stage.writer.gap(GAP_CAUSE.clockJump, 3000);
    const marker = stage.drain.marker(stage.at(1200), 'here');
    stage.write(500);
    stage.settle();
    expect(await marker).toMatchObject({ frame: 4200, label: 'here' });
    await stage.finish();
  });
});
