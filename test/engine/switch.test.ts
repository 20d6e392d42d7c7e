import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Stage, TAKE } from './stage/stage.ts';

let stage: Stage;
beforeEach(() => void (stage = new Stage()));
afterEach(() => {
  expect(stage.violations).toEqual([]);
  expect(stage.mostLive).toBeLessThanOrEqual(1);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function expectNothingLeft(): Promise<void> {
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
}

/** Expects that the recorder can record another take with both ways. */
async function expectAnotherTake(): Promise<void> {
  await stage.run(stage.recorder.start(TAKE));
  await stage.time.pass(500);
  expect(stage.kind).toBe('recording');
  expect(stage.journal.ways).toHaveLength(2);
  await stage.run(stage.recorder.stop());
  await expectNothingLeft();
}

async function record(options: object = {}): Promise<void> {
  await stage.run(stage.recorder.start({ ...TAKE, ...options }));
  await stage.time.pass(500);
}

/** Makes the journal wait with its next calls. Returns a function that releases it. */
function holdJournal(): () => void {
  let go = (): void => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  stage.journal.slow = () => held;
  return go;
}

describe('in a failover', () => {
  test('a microphone lost again while it is handed over is looked for again, by one search', async () => {
    await record();
    const go = holdJournal();
    stage.browser.unplug('a');
    await stage.time.pass(500);
    expect(stage.browser.live.map(({ deviceId }) => deviceId)).toEqual(['b']);
    stage.browser.unplug('b');
    go();
    await stage.time.pass(500);
    stage.browser.plugIn('a');
    await stage.time.pass(5000);
    expect(stage.browser.live.map(({ deviceId }) => deviceId)).toEqual(['a']);
    expect(stage.recorder.state).toMatchObject({ kind: 'recording', away: false });
    expect(stage.told.source.map(({ kind }) => kind)).toEqual(['away', 'back']);
    await stage.run(stage.recorder.stop());
    await expectNothingLeft();
  });

  test.each(['start', 'continue'] as const)(
    'after %s, the chosen side of a stereo microphone is captured again after a mono one stood in',
    async (how) => {
      stage.browser.stereo.add('a');
      stage.side = 'left';
      if (how === 'start') await record({ side: 'left' });
      else await stage.run(stage.recorder.continue('take'));
      const source = () => ('source' in stage.recorder.state ? stage.recorder.state.source : undefined);
      expect(source()).toMatchObject({ label: 'Microphone a', channels: 1, side: 'left' });
      stage.browser.unplug('a');
      await stage.time.pass(3000);
      expect(source()).toMatchObject({ label: 'Microphone b', channels: 1, side: undefined });
      stage.browser.plugIn('a');
      stage.browser.unplug('b');
      await stage.time.pass(3000);
      expect(source()).toMatchObject({ label: 'Microphone a', channels: 1, side: 'left' });
      await stage.run(stage.recorder.stop());
      await expectNothingLeft();
    },
  );

  test('a journal that dies as it is handed the next microphone leaves it closed', async () => {
    await record();
    holdJournal();
    stage.browser.unplug();
    await stage.time.pass(500);
    expect(stage.browser.live).toHaveLength(1);
    stage.killJournal();
    await expectNothingLeft();
    expect(stage.kind).toBe('idle');
    expect(stage.told.error.map(({ code }) => code)).toEqual(['worker-crashed']);
    await expectAnotherTake();
  });

  test('Stop ends the opening of a track that gives no frames, and closes it', async () => {
    await record({ capture: 'track' });
    stage.browser.trackFrames = false;
    stage.browser.unplug();
    await stage.time.pass(1000);
    expect(stage.browser.live).toHaveLength(1);
    await stage.run(stage.recorder.stop(), 2000);
    await expectNothingLeft();
    stage.browser.trackFrames = true;
    await expectAnotherTake();
  });

  test('Stop does not wait for a browser that never answers, whose late microphone is closed', async () => {
    await record();
    stage.browser.microphone = 'hangs';
    stage.browser.unplug();
    await stage.time.pass(1000);
    await stage.run(stage.recorder.stop(), 1500);
    stage.browser.release();
    await expectNothingLeft();
    expect(stage.browser.tracks).toHaveLength(2);
    await expectAnotherTake();
  });

  test('an audio context that cannot be made leaves no microphone open', async () => {
    await record({ capture: 'worklet' });
    stage.browser.audio = 'cannot be made';
    stage.browser.unplug();
    await stage.time.pass(1000);
    expect(stage.browser.live).toEqual([]);
    stage.browser.audio = 'runs';
    await stage.time.pass(3000);
    expect(stage.browser.live).toHaveLength(1);
    await stage.run(stage.recorder.stop());
    await expectNothingLeft();
  });

  test('Pause names the ways of the microphone that is away, and waits for no frames of it', async () => {
    await record();
    const ways = stage.journal.ways.map(({ id }) => id).sort();
    const go = holdJournal();
    stage.browser.unplug();
    await stage.time.pass(500);
    await stage.run(stage.recorder.pause());
    const [paused] = stage.journal.paused;
    expect(paused!.at.map(({ way }) => way).sort()).toEqual(ways);
    expect(paused!.tailFrames).toBe(0);
    go();
    await stage.run(stage.recorder.stop());
    await expectNothingLeft();
  });
});

describe('a stop', () => {
  test('tells how long ago it was, where a microphone that went away took its time to close', async () => {
    await record({ capture: 'worklet', onMicrophoneLost: 'stop' });
    stage.browser.contextsClose = false;
    stage.browser.unplug();
    expect(await stage.time.until(() => stage.kind === 'idle', 10_000)).toBe(true);
    const [ended] = stage.journal.ended;
    expect(ended!.agoMs).toBeGreaterThan(900);
    expect(ended!.agoMs).toBeLessThan(1500);
    stage.browser.contextsClose = true;
    await expectNothingLeft();
  });

  test('of a microphone that is there is at this moment', async () => {
    await record();
    await stage.run(stage.recorder.stop());
    expect(stage.journal.ended).toMatchObject([{ agoMs: 0 }]);
    await expectNothingLeft();
  });
});

describe('an opening', () => {
  test('of a track that ended before anybody listened fails, and is no recording of zeros', async () => {
    stage.browser.bouncing = true;
    await expect(stage.run(stage.recorder.start(TAKE))).rejects.toMatchObject({ code: 'mic-lost' });
    await expectNothingLeft();
    stage.browser.bouncing = false;
    await expectAnotherTake();
  });

  test('of such a track in a take is tried again until one stays', async () => {
    await record();
    stage.browser.bouncing = true;
    stage.browser.unplug();
    await stage.time.pass(7000);
    expect(stage.recorder.state).toMatchObject({ kind: 'recording', away: true });
    stage.browser.bouncing = false;
    await stage.time.pass(3000);
    expect(stage.recorder.state).toMatchObject({ kind: 'recording', away: false });
    await stage.run(stage.recorder.stop());
    await expectNothingLeft();
  });

  test.each(['both', 'worklet', 'track'] as const)(
    'that gives no frame by %s is given up after five seconds',
    async (capture) => {
      stage.browser.trackFrames = false;
      stage.browser.audio = 'stands';
      const clicked = stage.time.now;
      const code = capture === 'worklet' ? 'audio-clock-stalled' : 'mic-failed';
      await expect(stage.run(stage.recorder.start({ ...TAKE, capture }))).rejects.toMatchObject({ code });
      expect(stage.time.now - clicked).toBeLessThan(6500);
      expect(stage.kind).toBe('idle');
      await expectNothingLeft();
    },
  );

  test('that the browser never answers is given up, where there is nobody to ask', async () => {
    stage.browser.microphone = 'hangs';
    await expect(stage.run(stage.recorder.start(TAKE))).rejects.toMatchObject({ code: 'mic-failed' });
    stage.browser.release();
    await expectNothingLeft();
    await expectAnotherTake();
  });

  test('that is aborted while the browser asks closes the microphone that comes late', async () => {
    stage.browser.microphone = 'hangs';
    const abort = new AbortController();
    const start = stage.recorder.start({ ...TAKE, signal: abort.signal });
    start.catch(() => {});
    await stage.time.pass(100);
    abort.abort();
    await expect(stage.run(start, 100)).rejects.toMatchObject({ name: 'AbortError' });
    stage.browser.release();
    await expectNothingLeft();
    await expectAnotherTake();
  });

  test('that is denied opens nothing', async () => {
    stage.browser.microphone = 'denied';
    await expect(stage.run(stage.recorder.start(TAKE))).rejects.toMatchObject({ code: 'mic-denied' });
    await expectNothingLeft();
  });

  test('whose journal dies as it is handed over closes the microphone, and the next one works', async () => {
    const start = stage.recorder.start(TAKE);
    start.catch(() => {});
    await stage.time.until(() => stage.browser.live.length > 0, 1000);
    stage.killJournal();
    await expect(stage.run(start)).rejects.toMatchObject({ code: 'worker-crashed' });
    await expectNothingLeft();
    await expectAnotherTake();
  });

  test('is made once where two are asked for', async () => {
    const first = stage.recorder.start(TAKE);
    await expect(stage.recorder.start(TAKE)).rejects.toMatchObject({ code: 'wrong-state' });
    await stage.run(first);
    expect(stage.browser.tracks).toHaveLength(1);
    await stage.run(stage.recorder.stop());
    await expectNothingLeft();
  });
});

describe('a journal that dies', () => {
  test('in a take is ended, the microphone is closed, and the next take has another journal', async () => {
    await record();
    stage.killJournal();
    await expectNothingLeft();
    expect(stage.journals[0]!.terminated).toBe(true);
    expect(stage.told.error.map(({ code }) => code)).toEqual(['worker-crashed']);
    expect(stage.kind).toBe('idle');
    await expectAnotherTake();
    expect(stage.journals).toHaveLength(2);
  });

  test('in standby ends it, told once', async () => {
    await stage.run(stage.recorder.arm());
    stage.killJournal();
    await expectNothingLeft();
    expect(stage.kind).toBe('idle');
    expect(stage.told.error).toHaveLength(1);
  });

  test('while a take is finished rejects the stop, once', async () => {
    await record();
    const stop = stage.recorder.stop();
    stop.catch(() => {});
    stage.killJournal();
    await expect(stage.run(stop)).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(stage.told.error).toEqual([]);
    await expectNothingLeft();
    await expectAnotherTake();
  });
});

describe('a journal that dies while a take in standby is finished', () => {
  test('leaves nothing that is said to be ready and is closed', async () => {
    await stage.run(stage.recorder.arm());
    await record();
    const stop = stage.recorder.stop();
    stop.catch(() => {});
    stage.killJournal();
    await expect(stage.run(stop)).rejects.toMatchObject({ code: 'worker-crashed' });
    expect(stage.kind).toBe('idle');
    await expectNothingLeft();
    await expectAnotherTake();
  });
});

describe('standby', () => {
  test('is of the microphone asked for, also after a take that went on with another', async () => {
    await stage.run(stage.recorder.arm({ deviceId: 'a' }));
    await record({ deviceId: 'a' });
    stage.browser.unplug('a');
    await stage.time.pass(3000);
    expect(stage.browser.live.map(({ deviceId }) => deviceId)).toEqual(['b']);
    stage.browser.plugIn('a');
    await stage.run(stage.recorder.stop());
    // The take is finished at once; the microphone follows a moment later.
    expect(stage.kind).toBe('opening');
    await stage.time.until(() => stage.kind === 'armed', 1000);
    expect(stage.kind).toBe('armed');
    expect(stage.browser.live.map(({ deviceId }) => deviceId)).toEqual(['a']);
    await record({ deviceId: 'a' });
    expect(stage.recorder.state).toMatchObject({ kind: 'recording', source: { label: 'Microphone a' } });
    await stage.run(stage.recorder.stop());
    await stage.run(stage.recorder.disarm());
    await expectNothingLeft();
  });

  test('whose microphone has not come back by then ends, told once', async () => {
    await stage.run(stage.recorder.arm({ deviceId: 'a' }));
    await record({ deviceId: 'a' });
    stage.browser.unplug('a');
    await stage.time.pass(3000);
    await stage.run(stage.recorder.stop());
    await stage.time.until(() => stage.kind === 'idle', 1000);
    expect(stage.kind).toBe('idle');
    expect(stage.told.error.map(({ code }) => code)).toEqual(['mic-not-found']);
    await expectNothingLeft();
  });

  test('whose microphone goes away ends, told once', async () => {
    await stage.run(stage.recorder.arm());
    stage.browser.unplug();
    await expectNothingLeft();
    expect(stage.kind).toBe('idle');
    expect(stage.told.error.map(({ code }) => code)).toEqual(['mic-lost']);
  });

  test('names the frame of every way at the click, and how far to reach back', async () => {
    await stage.run(stage.recorder.arm({ preRollSeconds: 2 }));
    await stage.time.pass(1000);
    const ways = stage.journal.ways.map(({ id }) => id).sort();
    await record({ preRollSeconds: 5 });
    const [begun] = stage.journal.begun;
    expect(begun!.from.map(({ way }) => way).sort()).toEqual(ways);
    for (const { cursor } of begun!.from) expect(cursor).toBeGreaterThan(5);
    expect(begun!.reachBack).toBe(2 * 8000);
    await stage.run(stage.recorder.stop());
    await stage.run(stage.recorder.disarm());
    await expectNothingLeft();
  });

  test('a take without it begins with the first frame there is', async () => {
    await record();
    expect(stage.journal.begun).toMatchObject([{ from: [], reachBack: 0 }]);
    await stage.run(stage.recorder.stop());
    await expectNothingLeft();
  });
});

describe('what the journal says of another take', () => {
  test('does not end the present one, nor is it told', async () => {
    await record();
    const gap = { frame: 0, frames: 1, kind: 'overrun' } as const;
    stage.journal.notice({ type: 'gap', takeId: 'earlier', gap });
    const error = { code: 'storage-full', detail: undefined } as const;
    stage.journal.notice({ type: 'storage', takeId: 'earlier', error });
    await stage.time.pass(100);
    expect(stage.kind).toBe('recording');
    expect(stage.told.gap).toEqual([]);
    stage.journal.notice({ type: 'storage', takeId: stage.takeId, error });
    await expectNothingLeft();
    expect(stage.kind).toBe('idle');
    expect(stage.told.error.map(({ code }) => code)).toEqual(['storage-full']);
  });
});

test('a clock that stands in a take with one way has the same microphone opened anew', async () => {
  await record({ capture: 'worklet' });
  const { takeId } = stage;
  const stalled = (ms: number) =>
    stage.journal.notice({ type: 'clock', takeId, state: { kind: 'stalled', ms } });
  stalled(1000);
  await stage.time.pass(500);
  expect(stage.browser.tracks).toHaveLength(1);
  stalled(2500);
  stalled(2750);
  await stage.time.pass(3000);
  expect(stage.browser.tracks.map(({ deviceId }) => deviceId)).toEqual(['a', 'a']);
  expect(stage.takeId).toBe(takeId);
  expect(stage.told.source).toEqual([{ kind: 'rebuilt', label: 'Microphone a' }]);
  await stage.run(stage.recorder.stop());
  await expectNothingLeft();
});
