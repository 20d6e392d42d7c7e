import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { RecordingNews } from '../../../src/ui/notices/recording-news.ts';
import '../../../src/ui/notices/source-notices.ts';
import { Stage, TAKE } from '../../engine/stage/stage.ts';

let stage: Stage;
let notices: NoticesModel;
let news: RecordingNews;
beforeEach(() => {
  stage = new Stage();
  notices = new NoticesModel();
  news = new RecordingNews(stage.recorder, notices, {
    play: () => {},
    continue: async () => true,
    settled: () => false,
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const titles = () => notices.all.map(({ title }) => title);

test('a take that begins, pauses and goes on is said in few words', async () => {
  await stage.run(stage.recorder.start(TAKE));
  await stage.time.pass(500);
  expect(news.spoken).toBe('Recording');
  await stage.run(stage.recorder.pause());
  await stage.time.pass(500);
  expect(news.spoken).toBe('Paused at 0 seconds');
  await stage.run(stage.recorder.resume());
  await stage.time.pass(500);
  expect(news.spoken).toBe('Recording again');
});

test('a take that begins after a discarded one is said too, though in the words of that one', async () => {
  const spoken: string[] = [];
  for (let take = 0; take < 3; take++) {
    await stage.run(stage.recorder.start(TAKE));
    await stage.time.pass(500);
    spoken.push(news.spoken);
    news.leaveUntold(stage.takeId);
    await stage.run(stage.recorder.stop());
  }
  expect(spoken.map((text) => text.trim())).toEqual(Array(3).fill('Recording'));
  expect(spoken[1]).not.toBe(spoken[0]);
  expect(spoken[2]).not.toBe(spoken[1]);
});

test('a microphone that goes away in a take is told, and what is missing for want of it is not told again', async () => {
  await stage.run(stage.recorder.start({ ...TAKE, deviceId: 'a', onMicrophoneLost: 'wait' }));
  await stage.time.pass(500);
  stage.browser.unplug('a');
  await stage.time.pass(500);
  const { takeId } = stage;
  stage.journal.notice({ type: 'gap', takeId, gap: { frame: 0, frames: 8000, kind: 'source' } });
  await stage.time.pass(500);
  expect(titles()).toEqual(['Microphone a went away']);
});

test('a microphone that was only on standby is told to be gone, and that no take ended with it', async () => {
  await stage.run(stage.recorder.arm());
  stage.browser.unplug();
  await stage.time.pass(500);
  expect(notices.all).toMatchObject([
    { key: 'standby-lost', advice: expect.stringContaining('No take was being recorded') },
  ]);
});

test('that a microphone on standby is gone is told no longer once one is on standby again, or a take begins', async () => {
  const standbyEnds = async () => {
    await stage.run(stage.recorder.arm());
    expect(titles()).toEqual([]);
    stage.browser.unplug();
    await stage.time.pass(500);
    expect(titles()).toEqual(['The microphone went away']);
  };
  await standbyEnds();
  await standbyEnds();
  news.clearTake();
  expect(titles()).toEqual([]);
});

test('that a take ended with its microphone is told on standby, and no longer once the next take begins', async () => {
  await stage.run(stage.recorder.start({ ...TAKE, onMicrophoneLost: 'stop' }));
  stage.browser.unplug();
  await stage.time.pass(5000);
  expect(stage.kind).toBe('idle');
  await stage.run(stage.recorder.arm());
  expect(titles()).toEqual(['The microphone went away']);
  news.clearTake();
  expect(titles()).toEqual([]);
});

test('the health of a take that is continued counts what it lacks already', () => {
  const gaps = [{ frame: 4000, frames: 24_000, kind: 'overrun' }] as const;
  news.clearTake({ id: 'a', gaps, spec: { sampleRate: 48_000 } } as unknown as Take);
  expect(news.health).toMatchObject({ lostSeconds: 0.5 });
  news.clearTake();
  expect(news.health).toMatchObject({ lostSeconds: 0 });
});

test('a take that has ended can be played and continued from the toast, unless it is empty', async () => {
  const ended = (frames: number): Take =>
    ({ id: 'a', name: 'Ada', frames, durationSeconds: 1, gaps: [], spec: { sampleRate: 48_000 } }) as never;
  let finished: ((take: Take) => void) | undefined;
  const on = (event: string, listener: never) => void (event === 'take' && (finished = listener));
  new RecordingNews({ on } as never, notices, {
    play: () => {},
    continue: async () => true,
    settled: () => false,
  });
  const offered = async (take: Take) => {
    notices.dismiss('finished');
    finished!(take);
    await vi.waitFor(() => expect(notices.toast).toBeDefined());
    return [notices.toast?.action?.label, notices.toast?.second?.label];
  };
  expect(await offered(ended(48_000))).toEqual(['Play', 'Continue']);
  expect(await offered(ended(0))).toEqual([undefined, undefined]);
});

test('that a take has ended is not spoken into the next one, which may have begun before its files were finished', async () => {
  let settled = true;
  const listeners = new Map<string, (event: unknown) => void>();
  const on = (event: string, listener: (event: unknown) => void) => void listeners.set(event, listener);
  const recorder = { on, elapsedSeconds: () => 0, levels: () => [], state: { kind: 'recording' } };
  const told = new RecordingNews(recorder as never, notices, {
    play: () => {},
    continue: async () => true,
    settled: () => settled,
  });
  const ends = async (name: string) => {
    listeners.get('take')!({ id: name, name, frames: 1, durationSeconds: 1, gaps: [], spec: {} });
    await vi.waitFor(() => expect(notices.toast?.text).toContain(name));
  };
  for (const kind of ['opening', 'recording', 'paused']) {
    listeners.get('state')!({ kind });
    await ends(kind);
    expect(told.spoken).not.toContain(kind);
  }
  settled = false;
  listeners.get('state')!({ kind: 'idle' });
  await ends('Ada');
  expect(told.spoken).toContain('Ada');
});
