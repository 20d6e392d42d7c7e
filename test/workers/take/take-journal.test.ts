import { afterEach, describe, expect, test, vi } from 'vitest';
import { GAP_CAUSE } from '../../../src/shared/capture/capture-ring.ts';
import { createFeedRing } from '../../../src/shared/encode/feed-ring.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { DrainStage, stillClock } from '../drain-stage.ts';
import type { Refusal } from '../storage/memory-handle.ts';
import { PatientEncoder } from '../patient-encoder.ts';
import { eventsOf, expectBytes, markersOf, shapeOf } from '../take-support.ts';

afterEach(() => vi.restoreAllMocks());

/** Frames that `record` writes to the disk at once: a little over 100 ms. */
const PIECE = 5000;

/** Reads everything that an encoder was fed since the last call, and compares it with `expected`. */
function expectFed(feed: SharedArrayBuffer, expected: Uint8Array, atEnd: boolean): void {
  const encoder = new PatientEncoder(feed);
  for (let before = -1; before < encoder.got.length && !encoder.atEnd;) {
    before = encoder.got.length;
    encoder.read(100_000);
  }
  expectBytes(Uint8Array.from(encoder.got), expected);
  expect(encoder.atEnd).toBe(atEnd);
}

describe('on the disk', () => {
  test('the header is brought up to date once a second, and not for every block', () => {
    const clock = stillClock();
    const stage = new DrainStage();
    const journal = stage.begin();
    const told = (): unknown => {
      const header = readWavHeader(stage.audio.content);
      return header.ok && header.dataBytes;
    };
    stage.record(PIECE);
    clock.go(999);
    journal.turn();
    expect([told(), stage.audio.flushes]).toEqual(['unknown', 0]);
    clock.go(1);
    journal.turn();
    // There are two flushes: the audio, then the header that reports it.
    expect([told(), stage.audio.flushes]).toEqual([6 * PIECE, 2]);
    clock.go(5000);
    journal.turn();
    expect(stage.audio.flushes).toBe(2); // nothing new
  });

  test('every minute of audio is noted in the log, however fast it comes, and its peaks are written', () => {
    const clock = stillClock();
    const stage = new DrainStage({ spec: { sampleRate: 8000 } });
    const journal = stage.begin();
    const noted = () => eventsOf(stage.log.content).filter(({ type }) => type === 'synced').length;
    const recordSeconds = (seconds: number) => {
      stage.record(seconds * 8000);
      clock.go(1000);
      journal.turn();
    };
    recordSeconds(59);
    expect([noted(), stage.peaks.content.length]).toEqual([0, 0]);
    recordSeconds(2);
    expect(noted()).toBe(1);
    expect(stage.peaks.content.length).toBeGreaterThan(0);
    recordSeconds(58);
    expect(noted()).toBe(1);
    recordSeconds(3);
    expect(noted()).toBe(2);
  });

  test('a pause is synced at once', () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(100);
    stage.drain.pause(stage.at(100));
    stage.settle();
    expectBytes(stage.fileAudio(), stage.packed(0, 100));
    expect(stage.audio.flushes).toBe(2);
  });

  test('the log alone tells the history of a take', async () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.record(100);
    stage.writer.gap(GAP_CAUSE.clockJump, 7);
    stage.record(100);
    void stage.drain.marker(stage.at(150), 'eins');
    const summary = await stage.finish();
    journal.record({ type: 'renamed', name: 'Better' });
    expect(replayEvents(eventsOf(stage.log.content))).toEqual({
      spec: stage.spec,
      name: 'Better',
      markers: [{ id: 1, frame: 150, label: 'eins', kind: 'marker' }],
      copying: false,
      preRollFrames: 0,
      markersChanged: false,
      edits: { operations: [], canUndo: false, canRedo: false, state: 0 },
      gaps: [{ frame: 100, frames: 7, kind: 'clock-jump' }],
      healed: [],
      ledger: summary.ledger,
      lastSignOfLife: expect.any(Number) as number,
      breaksMs: 0,
      kept: false,
      changedSinceSaved: false,
      syncedFrames: 0,
      encoded: [],
      // 260 frames are too short to be above the gate.
      loudness: { range: 0, truePeak: journal.loudness.truePeak },
      starred: false,
      rejected: false,
    });
    expect(journal.loudness.truePeak).toBeGreaterThan(0);
  });

  test('a finished file stays as it is while an encoder still reads it: its header tells the markers too', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.record(1000);
    void stage.drain.marker(stage.at(500), 'eins');
    await stage.finish();
    const finished = stage.audio.content;
    clock.go(5000);
    journal.turn();
    journal.sync();
    expect(stage.audio.content).toEqual(finished);
    expect(markersOf(finished, shapeOf(stage.spec))).toEqual([{ frame: 500, label: 'eins' }]);
  });

  test('closing lets both files go', async () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    await stage.finish();
    expect([stage.audio.closed, stage.log.closed]).toEqual([false, false]);
    journal.close();
    expect([stage.audio.closed, stage.log.closed]).toEqual([true, true]);
  });

  test('an odd number of bytes is padded, and markers follow the pad', async () => {
    const stage = new DrainStage({ spec: { channels: 1, sampleFormat: 's24' } });
    stage.begin();
    stage.record(333);
    void stage.drain.marker(stage.at(200), 'odd');
    const summary = await stage.finish();
    expect(summary.wavBytes).toBe(stage.audio.getSize());
    expect(stage.audio.getSize() % 2).toBe(0);
    expectBytes(stage.fileAudio(), stage.packed(0, 333));
    expect(markersOf(stage.audio.content, shapeOf(stage.spec))).toEqual([{ frame: 200, label: 'odd' }]);
  });
});

describe('a hole that grows', () => {
  const hole = (frame: number) => ({ frame, frames: 441, way: 'worklet', kind: 'missing' }) as const;

  test('stands in the log as long as it is known to be, a second later at most', () => {
    const clock = stillClock();
    const stage = new DrainStage();
    const journal = stage.begin();
    for (let i = 0; i < 5; i++) {
      stage.record(PIECE);
      journal.healed(hole(i * PIECE));
    }
    clock.go(1000);
    journal.turn();
    const found = () => replayEvents(eventsOf(stage.log.content))?.healed;
    expect(found()).toEqual([{ ...hole(0), frames: 5 * 441 }]);
    journal.healed(hole(25 * PIECE));
    expect(found()).toEqual([{ ...hole(0), frames: 5 * 441 }, hole(25 * PIECE)]);
  });

  test('is in the log before another one follows', () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.record(PIECE);
    journal.healed(hole(0));
    journal.healed(hole(1000));
    journal.healed({ ...hole(2000), way: 'track' });
    expect(replayEvents(eventsOf(stage.log.content))?.healed).toEqual([
      { ...hole(0), frames: 2 * 441 },
      { ...hole(2000), way: 'track' },
    ]);
  });

  test('takes no more than a line a second in the log, however often it grows', () => {
    const clock = stillClock();
    const stage = new DrainStage();
    const journal = stage.begin();
    for (let second = 0; second < 4; second++) {
      for (let i = 0; i < 10; i++) {
        stage.record(500);
        journal.healed(hole((10 * second + i) * 500));
      }
      clock.go(1000);
      journal.turn();
    }
    const lines = eventsOf(stage.log.content).filter(({ type }) => type === 'healed');
    expect(lines).toHaveLength(5);
  });
});

describe('silence that the browser put in', () => {
  test('is noted at its frame, and kept', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(700);
    stage.writer.write([new Float32Array(480), new Float32Array(480)], 480);
    stage.signal.frames.push(...Array.from({ length: 480 }, () => [0, 0]));
    stage.record(300);
    const summary = await stage.finish();
    const gap = { frame: 700, frames: 480, kind: 'zeros' };
    expect(summary.ledger).toMatchObject({ captured: 1480, journaled: 1480, lost: 0, gaps: [gap] });
    expect(stage.notices).toEqual([{ type: 'gap', gap }]);
    expectBytes(stage.fileAudio(), stage.packed(0));
  });
});

describe.each<Refusal>(['short-write', 'throw'])('a disk that fills up (%s)', (refusal) => {
  /** The disk has room for one piece and a part of the next. */
  const ROOM = PIECE + 2500;
  /** A disk that takes fewer bytes fills its room; one that throws takes nothing of a piece that does not fit. */
  const KEPT = refusal === 'throw' ? PIECE : ROOM;

  function stageWithRoomFor(frames: number, strayBytes = 0): DrainStage {
    const stage = new DrainStage();
    stage.audio.refusal = refusal;
    stage.audio.quotaBytes = headerBytes(shapeOf(stage.spec)) + 6 * frames + strayBytes;
    return stage;
  }

  test('closes the take at its last whole frame, says so once, and accounts for the rest', async () => {
    const stage = stageWithRoomFor(ROOM, 5);
    stage.begin();
    stage.record(4 * PIECE);
    const summary = await stage.finish();
    expectBytes(stage.fileAudio(), stage.packed(0, KEPT));
    expect(summary).toMatchObject({ frames: KEPT, error: { code: 'storage-full' } });
    expect(summary.ledger).toMatchObject({
      captured: 4 * PIECE,
      journaled: KEPT,
      lost: 4 * PIECE - KEPT,
      gaps: [{ frame: KEPT, frames: 4 * PIECE - KEPT, kind: 'storage' }],
    });
    expect(stage.notices).toEqual([{ type: 'storage', error: summary.error }]);
    expect(replayEvents(eventsOf(stage.log.content))?.ledger).toMatchObject({ journaled: KEPT });
  });

  test('takes no more audio when there is room again: the take has ended', async () => {
    const stage = stageWithRoomFor(ROOM);
    stage.begin();
    stage.record(3 * PIECE);
    stage.audio.quotaBytes = Number.POSITIVE_INFINITY;
    stage.record(PIECE);
    expect(await stage.finish()).toMatchObject({
      frames: KEPT,
      ledger: { captured: 4 * PIECE, journaled: KEPT },
    });
    expectBytes(stage.fileAudio(), stage.packed(0, KEPT));
  });

  test('does not keep the ring from being drained', () => {
    const stage = stageWithRoomFor(500);
    stage.begin();
    stage.record(10 * PIECE);
    expect(stage.writer.space()).toBe(2 ** 15);
  });

  test('ends the feeds after the whole frames the disk took', () => {
    const stage = stageWithRoomFor(ROOM, 5);
    const journal = stage.begin();
    const feed = createFeedRing(2 ** 17);
    journal.feeds.add(feed, journal.spec.sampleFormat);
    stage.record(3 * PIECE);
    journal.turn();
    expectFed(feed, stage.packed(0, KEPT), true);
    expect(journal.feeds.any).toBe(false);
  });

  test('only when the markers are written costs the markers alone', async () => {
    const stage = stageWithRoomFor(1000, 4);
    stage.begin();
    stage.record(1000);
    void stage.drain.marker(stage.at(500), 'no room for this one');
    const summary = await stage.finish();
    expect(summary).toMatchObject({
      frames: 1000,
      wavBytes: stage.audio.getSize(),
      error: { code: 'storage-full' },
    });
    expectBytes(stage.fileAudio(), stage.packed(0, 1000));
    expect(summary.markers).toHaveLength(1); // the log has it
  });

  test('for the log too finds the room that the log kept for the end', async () => {
    const stage = stageWithRoomFor(ROOM);
    stage.begin();
    stage.log.refusal = refusal;
    stage.log.quotaBytes = stage.log.getSize();
    stage.record(3 * PIECE);
    stage.writer.gap(GAP_CAUSE.clockJump, 1);
    stage.record(500);
    const { ledger, ...summary } = await stage.finish();
    expect(summary).toMatchObject({ frames: KEPT, error: { code: 'storage-full' } });
    expectBytes(stage.fileAudio(), stage.packed(0, KEPT));
    expect(replayEvents(eventsOf(stage.log.content))).toMatchObject({
      ledger: JSON.parse(JSON.stringify(ledger)),
    });
  });

  test('for the log too, its room used up, leaves a file that plays', async () => {
    const stage = stageWithRoomFor(ROOM);
    const journal = stage.begin();
    const room = stage.log.getSize();
    while (stage.log.getSize() === room) journal.marker(0, 'so many markers'.repeat(10));
    stage.log.refusal = refusal;
    stage.log.quotaBytes = stage.log.getSize();
    stage.record(3 * PIECE);
    stage.writer.gap(GAP_CAUSE.clockJump, 1);
    stage.record(500);
    expect(await stage.finish()).toMatchObject({ frames: KEPT, error: { code: 'storage-full' } });
    expectBytes(stage.fileAudio(), stage.packed(0, KEPT));
    expect(replayEvents(eventsOf(stage.log.content))).toMatchObject({ ledger: undefined });
  });
});

describe('feeds', () => {
  test('get the take from its first frame, also those that came late, up to its end', async () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    const [early, late] = [createFeedRing(2 ** 19), createFeedRing(2 ** 19)];
    journal.feeds.add(early, journal.spec.sampleFormat);
    stage.record(5 * PIECE);
    journal.turn();
    expectFed(early, stage.packed(0, 5 * PIECE), false);
    journal.feeds.add(late, journal.spec.sampleFormat);
    stage.record(1000);
    await stage.finish();
    journal.turn();
    expect(journal.feeds.any).toBe(false);
    expectFed(early, stage.packed(5 * PIECE), true);
    expectFed(late, stage.packed(0), true);
  });

  test('one that is removed is fed no more', async () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    const feed = createFeedRing(2 ** 17);
    journal.feeds.add(feed, journal.spec.sampleFormat);
    journal.feeds.remove(feed);
    stage.record(PIECE);
    await stage.finish();
    journal.turn();
    expect(journal.feeds.any).toBe(false);
    expectFed(feed, new Uint8Array(0), false);
  });

  test('closing the take ends those still open', () => {
    const stage = new DrainStage();
    const journal = stage.begin();
    const feed = createFeedRing(2 ** 16);
    journal.feeds.add(feed, journal.spec.sampleFormat);
    journal.close();
    expectFed(feed, new Uint8Array(0), true);
  });
});
