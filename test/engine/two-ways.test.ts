import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RING_STATE, RING_WORD, ringWords } from '../../src/shared/capture/capture-ring.ts';
import { Stage, TAKE } from './stage/stage.ts';

let stage: Stage;
beforeEach(() => void (stage = new Stage()));
afterEach(() => {
  expect(stage.violations).toEqual([]);
  expect(stage.mostLive).toBeLessThanOrEqual(1);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The kinds of the capture paths (ways) that the journal knows. */
function known(): string[] {
  return stage.journal.ways.map(({ kind }) => kind).sort();
}

function wayOf(kind: 'track' | 'worklet') {
  return stage.journal.ways.find((way) => way.kind === kind)!;
}

async function stopAndLeaveNothing(): Promise<void> {
  await stage.run(stage.recorder.stop());
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
}

describe('one microphone by two ways', () => {
  test('is opened once; the take begins with the first way, and the other joins', async () => {
    const { browser, recorder, time } = stage;
    await stage.run(recorder.start(TAKE));
    await time.pass(500);
    expect(browser.tracks).toHaveLength(1);
    expect(known()).toEqual(['track', 'worklet']);
    expect(recorder.state).toMatchObject({ source: { ways: ['track', 'worklet'] } });
    await stopAndLeaveNothing();
  });

  test('flows at most 60 ms after the click where the workers are quick', async () => {
    const clicked = stage.time.now;
    await stage.run(stage.recorder.start(TAKE));
    expect(stage.time.now - clicked).toBeLessThanOrEqual(60);
    await stopAndLeaveNothing();
  });

  test.each(['track', 'worklet'] as const)('asked for the %s alone has that alone', async (capture) => {
    await stage.run(stage.recorder.start({ ...TAKE, capture }));
    await stage.time.pass(500);
    expect(known()).toEqual([capture]);
    expect(stage.browser.openWorkers).toHaveLength(capture === 'track' ? 1 : 0);
    expect(stage.browser.contexts).toHaveLength(capture === 'track' ? 0 : 1);
    await stopAndLeaveNothing();
  });

  test('of which the worklet does not come has the track, and no error', async () => {
    stage.browser.audio = 'stands';
    await stage.run(stage.recorder.start(TAKE));
    await stage.time.pass(20_000);
    expect(known()).toEqual(['track']);
    expect(stage.told.error).toEqual([]);
    stage.browser.audio = 'runs';
    await stage.time.pass(40_000);
    expect(known()).toEqual(['track', 'worklet']);
    await stopAndLeaveNothing();
  });

  test('of which the track’s worker does not load has the worklet', async () => {
    stage.browser.trackWorkerLoads = false;
    await stage.run(stage.recorder.start(TAKE));
    await stage.time.pass(500);
    expect(known()).toEqual(['worklet']);
    await stopAndLeaveNothing();
  });

  test('whose audio runs at another rate is recorded by the track, and the audio is closed', async () => {
    stage.browser.audio = 'off rate';
    await stage.run(stage.recorder.start(TAKE));
    await stage.time.pass(10_000);
    expect(known()).toEqual(['track']);
    expect(stage.browser.openContexts).toEqual([]);
    await stopAndLeaveNothing();
  });

  test('whose audio runs at another rate, with no frames by the track, is recorded all the same', async () => {
    stage.browser.audio = 'off rate';
    stage.browser.trackFrames = false;
    await stage.run(stage.recorder.start(TAKE));
    expect(known()).toEqual(['worklet']);
    await stopAndLeaveNothing();
  });
});

describe('a worker that waits for the next take', () => {
  beforeEach(async () => {
    stage.recorder.prepare();
    await stage.time.pass(500);
    expect(stage.browser.openWorkers).toHaveLength(1);
  });
  afterEach(stopAndLeaveNothing);

  test('is the one that the take has', async () => {
    await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
    expect(stage.browser.trackWorkers).toHaveLength(1);
  });

  test.each(['both', 'track'] as const)(
    'and fails as it is given its first track is replaced (%s)',
    async (capture) => {
      stage.browser.openWorkers[0]!.dieWhenCalled();
      await stage.run(stage.recorder.start({ ...TAKE, capture }));
      await stage.time.pass(100);
      expect(known()).toContain('track');
      expect(stage.browser.trackWorkers).toHaveLength(2);
      expect(stage.browser.tracks).toHaveLength(1);
      expect(stage.told.error).toEqual([]);
    },
  );

  test('and dies while it waits is replaced before the take', async () => {
    stage.browser.openWorkers[0]!.die();
    await stage.time.pass(500);
    stage.recorder.prepare();
    await stage.time.pass(500);
    expect(stage.browser.openWorkers).toHaveLength(1);
    await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
    expect(stage.browser.trackWorkers).toHaveLength(2);
  });
});

describe('a way that fails', () => {
  beforeEach(async () => {
    await stage.run(stage.recorder.start(TAKE));
    await stage.time.pass(500);
  });
  afterEach(stopAndLeaveNothing);

  test('because its worker died is opened anew beside the other, at longer and longer intervals', async () => {
    const worklet = wayOf('worklet');
    for (let death = 0; death < 6; death++) {
      stage.browser.openWorkers[0]?.die();
      await stage.time.pass(1000);
    }
    // The way is reopened at once, after 1 s and after 2 s. The next reopening comes only 4 s later.
    expect(stage.browser.trackWorkers).toHaveLength(4);
    await stage.time.pass(10_000);
    expect(known()).toEqual(['track', 'worklet']);
    expect(wayOf('worklet')).toEqual(worklet);
    expect(stage.told.error).toEqual([]);
  });

  test.each(['ends', 'fails'] as const)(
    'whose reading %s although the microphone is there is opened anew',
    async (how) => {
      const worklet = wayOf('worklet');
      const track = wayOf('track').id;
      stage.browser.endReading(how);
      await stage.time.pass(1500);
      expect(known()).toEqual(['track', 'worklet']);
      expect(wayOf('worklet')).toEqual(worklet);
      expect(wayOf('track').id).not.toBe(track);
      expect(stage.browser.tracks).toHaveLength(1);
      expect(stage.told.error).toEqual([]);
    },
  );

  test('because its microphone went away is not opened anew on the track that is gone', async () => {
    stage.browser.devices.delete('b');
    stage.browser.endReading('ends');
    await stage.time.pass(100);
    stage.browser.unplug();
    await stage.time.pass(1500);
    expect(stage.told.source).toEqual([{ kind: 'away', label: 'Microphone a', policy: 'next' }]);
    stage.browser.plugIn('a');
    await stage.time.pass(3000);
    expect(known()).toEqual(['track', 'worklet']);
  });

  test('because the browser closed its context is opened anew', async () => {
    const track = wayOf('track');
    stage.browser.contexts[0]!.become('closed');
    await stage.time.pass(1000);
    expect(known()).toEqual(['track', 'worklet']);
    expect(wayOf('track')).toEqual(track);
    expect(stage.browser.contexts).toHaveLength(2);
  });

  test.each(['suspended', 'interrupted'] as const)(
    'because its context was %s is set going',
    async (state) => {
      const [context] = stage.browser.contexts;
      context!.become(state);
      await stage.time.pass(1500);
      expect(context!.state).toBe('running');
      expect(stage.browser.contexts).toHaveLength(1);
    },
  );

  test('in silence is set going, and after two seconds opened anew', async () => {
    const way = wayOf('worklet').id;
    const [context] = stage.browser.contexts;
    context!.become('suspended');
    stage.journal.notice({ type: 'way', way, state: { kind: 'silent', ms: 500 } });
    expect(context!.state).toBe('running');
    await stage.time.pass(100);
    expect(wayOf('worklet').id).toBe(way);
    stage.journal.notice({ type: 'way', way, state: { kind: 'silent', ms: 2000 } });
    await stage.time.pass(500);
    expect(wayOf('worklet').id).not.toBe(way);
    const track = wayOf('track').id;
    stage.journal.notice({ type: 'way', way: track, state: { kind: 'silent', ms: 2000 } });
    await stage.time.pass(500);
    expect(wayOf('track').id).not.toBe(track);
    expect(known()).toEqual(['track', 'worklet']);
  });

  test('because it gives other sound than the other is closed for good, and that is told once', async () => {
    const way = wayOf('worklet').id;
    for (let time = 0; time < 2; time++) {
      stage.journal.notice({ type: 'way', way, state: { kind: 'foreign' } });
      await stage.time.pass(40_000);
    }
    expect(known()).toEqual(['track']);
    expect(stage.browser.openContexts).toEqual([]);
    expect(stage.told.source).toEqual([{ kind: 'foreign', way: 'worklet' }]);
  });

  test('as the last one there is has the microphone opened anew in the same take', async () => {
    const { takeId } = stage;
    stage.browser.audio = 'stands';
    stage.browser.contexts[0]!.become('closed');
    stage.browser.openWorkers[0]!.die();
    stage.browser.audio = 'runs';
    await stage.time.pass(3000);
    expect(stage.takeId).toBe(takeId);
    expect(known()).toEqual(['track', 'worklet']);
    expect(stage.browser.tracks).toHaveLength(2);
    expect(stage.told.source).toEqual([{ kind: 'rebuilt', label: 'Microphone a' }]);
  });
});

test('a track whose microphone went away ends by itself, and one that is closed is asked to', async () => {
  const asked = (ring: SharedArrayBuffer) => Atomics.load(ringWords(ring), RING_WORD.endRequested);
  await stage.run(stage.recorder.start({ ...TAKE, onMicrophoneLost: 'wait' }));
  await stage.time.pass(500);
  const { ring } = wayOf('track');
  stage.browser.unplug();
  await stage.time.pass(500);
  expect(asked(ring)).toBe(0);
  expect(Atomics.load(ringWords(ring), RING_WORD.state)).toBe(RING_STATE.ended);
  stage.browser.plugIn('a');
  await stage.time.pass(3000);
  const next = wayOf('track').ring;
  await stopAndLeaveNothing();
  expect(asked(next)).toBe(1);
});

test('twenty takes go round in the same rings, and none keeps its graph or its track', async () => {
  const rings = new Set<SharedArrayBuffer>();
  for (let take = 0; take < 20; take++) {
    await stage.run(stage.recorder.start(TAKE));
    await stage.time.pass(500);
    for (const { ring } of stage.journal.ways) rings.add(ring);
    await stopAndLeaveNothing();
  }
  expect(rings.size).toBe(2);
});

test('what is healed is told, and is no error', async () => {
  await stage.run(stage.recorder.start(TAKE));
  const healed = { frame: 0, frames: 882, way: 'worklet', kind: 'missing' } as const;
  stage.journal.notice({ type: 'healed', takeId: stage.takeId, healed });
  expect(stage.told.healed).toEqual([healed]);
  expect(stage.told.error).toEqual([]);
  await stopAndLeaveNothing();
});
