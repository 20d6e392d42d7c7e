import { expect, test } from 'vitest';
import { createCaptureRing } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import type { WayKind, WayLink } from '../../../src/shared/journal/capture-link.ts';
import { createStatusBlock } from '../../../src/shared/journal/status-block.ts';
import { MergeSession } from '../../../src/workers/drain/merge-session.ts';
import { TakeJournal } from '../../../src/workers/take/take-journal.ts';
import { isSettled, kernels } from '../drain-stage.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';
import { audioOf, expectBytes, packed, RandomSignal, shapeOf, SPEC } from '../take-support.ts';

const RATE = 8000;
/** More than the merged ring has room for. */
const SECONDS = 25;

/** A capture path (way) that delivered while the journal stood still, and the journal's side of it. */
function stalled(kind: WayKind = 'track', others: readonly WayLink[] = []) {
  const ring = createCaptureRing(1, 2 ** 18);
  const ways = [{ id: 1, kind, ring }, ...others];
  const writer = new CaptureRingWriter(ring);
  const signal = new RandomSignal(1);
  const session = new MergeSession(
    { id: 1, sampleRate: RATE, channels: 1, status: createStatusBlock(), preRollFrames: 0, ways },
    kernels,
    undefined,
    () => {},
  );
  const spec = { ...SPEC, sampleRate: RATE, channels: 1 };
  const audio = new MemoryHandle();
  const deliver = () => {
    for (let second = 0; second < SECONDS; second++) writer.write(signal.next(RATE), RATE);
  };
  const begin = () => {
    session.drain.hold(0);
    return () => session.drain.begin(new TakeJournal(spec, audio, new MemoryHandle(), () => {}));
  };
  const finish = async () => {
    session.flush();
    const summary = session.drain.finish(session.drain.writeCursor);
    session.drain.finishNow();
    session.write();
    expectBytes(audioOf(audio.content, shapeOf(spec), 'any'), packed(signal.frames, spec.sampleFormat));
    return (await summary).ledger;
  };
  return { session, deliver, begin, finish };
}

test('what a closed way still has is merged, however much the journal is behind', async () => {
  const { session, deliver, begin, finish } = stalled();
  begin()();
  deliver();
  const dropped = session.dropWay(1);
  for (let turn = 0; turn < 20; turn++) session.turn();
  await dropped;
  expect(await finish()).toMatchObject({ captured: SECONDS * RATE, lost: 0, gaps: [] });
});

test('while there is no room, because a take’s files are being opened, the way is kept', async () => {
  const { session, deliver, begin, finish } = stalled();
  const opened = begin();
  deliver();
  const dropped = session.dropWay(1);
  const askedAgain = session.dropWay(1);
  for (let turn = 0; turn < 20; turn++) session.turn();
  expect(await isSettled(dropped)).toBe(false);
  opened();
  for (let turn = 0; turn < 20; turn++) session.turn();
  await dropped;
  await askedAgain;
  expect(await finish()).toMatchObject({ captured: SECONDS * RATE, lost: 0, gaps: [] });
});

test('all that the rings hold is merged at the end, also what would wait for a track that is late', async () => {
  const track = { id: 2, kind: 'track', ring: createCaptureRing(1, 2 ** 12) } as const;
  const { deliver, begin, finish } = stalled('worklet', [track]);
  begin()();
  deliver();
  expect(await finish()).toMatchObject({ captured: SECONDS * RATE, lost: 0, gaps: [] });
});

test('nobody waits for a way of a microphone that is over', async () => {
  const { session, deliver, begin } = stalled();
  begin();
  deliver();
  const dropped = session.dropWay(1);
  expect(await isSettled(dropped)).toBe(false);
  session.close();
  expect(await isSettled(dropped)).toBe(true);
});
