import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { Stage, TAKE } from './stage/stage.ts';
import { roundsOf } from '../support/rounds.ts';

/** What a person, a browser and a machine can do, in any order. */
const DEEDS = {
  start: (stage: Stage) => stage.recorder.start(TAKE),
  startOnB: (stage: Stage) => stage.recorder.start({ ...TAKE, deviceId: 'b', onMicrophoneLost: 'wait' }),
  startOnce: (stage: Stage) => stage.recorder.start({ ...TAKE, capture: 'track' }),
  startOldWay: (stage: Stage) =>
    stage.recorder.start({ ...TAKE, capture: 'worklet', onMicrophoneLost: 'stop' }),
  startTwice: (stage: Stage) => Promise.all([stage.recorder.start(TAKE), stage.recorder.start(TAKE)]),
  startAndAbort(stage: Stage) {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    return stage.recorder.start({ ...TAKE, signal: abort.signal });
  },
  goOn: (stage: Stage) => stage.recorder.continue('broken'),
  /** On standby, another microphone has to be opened for that. */
  goOnLeft(stage: Stage) {
    stage.side = 'left';
    stage.browser.stereo.add('a');
    return stage.recorder.continue('broken', { deviceId: 'a' });
  },
  stop: (stage: Stage) => stage.recorder.stop(),
  stopTwice: (stage: Stage) => Promise.all([stage.recorder.stop(), stage.recorder.stop()]),
  pause: (stage: Stage) => stage.recorder.pause(),
  resume: (stage: Stage) => stage.recorder.resume(),
  mark: (stage: Stage) => stage.recorder.addMarker('here'),
  arm: (stage: Stage) => stage.recorder.arm({ deviceId: 'a', preRollSeconds: 1 }),
  disarm: (stage: Stage) => stage.recorder.disarm(),
  unplug: (stage: Stage) => stage.browser.unplug(),
  unplugAll(stage: Stage) {
    stage.browser.unplug('a');
    stage.browser.unplug('b');
  },
  plugIn: (stage: Stage) => stage.browser.plugIn('a', 'b'),
  bounce: (stage: Stage) => void (stage.browser.bouncing = !stage.browser.bouncing),
  deny: (stage: Stage) => void (stage.browser.microphone = 'denied'),
  hang: (stage: Stage) => void (stage.browser.microphone = 'hangs'),
  allow: (stage: Stage) => stage.browser.release(),
  killJournal: (stage: Stage) => stage.killJournal(),
  holdJournal(stage: Stage) {
    if (stage.journals.length > 0) stage.journal.slow = () => new Promise((go) => setTimeout(go, 700));
  },
  killTrackWorker: (stage: Stage) => stage.browser.openWorkers.at(-1)?.die(),
  endReading: (stage: Stage) => stage.browser.endReading('ends'),
  failReading: (stage: Stage) => stage.browser.endReading('fails'),
  suspendContext: (stage: Stage) => stage.browser.openContexts.at(-1)?.become('suspended'),
  closeContext: (stage: Stage) => stage.browser.openContexts.at(-1)?.become('closed'),
  standStill: (stage: Stage) => void (stage.browser.audio = 'stands'),
  refuseAudio: (stage: Stage) => void (stage.browser.audio = 'cannot be made'),
  changeRate: (stage: Stage) => void (stage.browser.audio = 'off rate'),
  runAgain: (stage: Stage) => void (stage.browser.audio = 'runs'),
  giveNoFrames: (stage: Stage) => void (stage.browser.trackFrames = false),
  giveFrames: (stage: Stage) => void (stage.browser.trackFrames = true),
  tellSilence(stage: Stage) {
    for (const { id } of stage.ways) {
      stage.journal.notice({ type: 'way', way: id, state: { kind: 'silent', ms: 2500 } });
    }
  },
  tellStandstill(stage: Stage) {
    const { state } = stage.recorder;
    if (!('takeId' in state)) return;
    const stalled = { kind: 'stalled', ms: 2500 } as const;
    stage.journal.notice({ type: 'clock', takeId: state.takeId, state: stalled });
  },
  tellFullDisk(stage: Stage) {
    const { state } = stage.recorder;
    if (!('takeId' in state)) return;
    const error = { code: 'storage-full', detail: undefined } as const;
    stage.journal.notice({ type: 'storage', takeId: state.takeId, error });
  },
} satisfies Record<string, (stage: Stage) => unknown>;

type Deed = keyof typeof DEEDS;

const step = fc.record({
  deed: fc.constantFrom(...(Object.keys(DEEDS) as Deed[])),
  ms: fc.constantFrom(0, 1, 10, 25, 40, 100, 1000, 6000),
});

async function play(stage: Stage, steps: readonly { deed: Deed; ms: number }[]): Promise<void> {
  for (const { deed, ms } of steps) {
    const did = Promise.resolve(DEEDS[deed](stage));
    // A refused call is no error here. What is left open is checked at the end.
    did.catch(() => {});
    await stage.time.pass(ms);
  }
}

/** Removes all faults, waits until the recorder rests, and stops a running take. */
async function end(stage: Stage): Promise<void> {
  const { browser, time, recorder } = stage;
  browser.audio = 'runs';
  browser.trackFrames = true;
  browser.bouncing = false;
  browser.release();
  browser.plugIn('a', 'b');
  const resting = () => stage.kind !== 'opening' && stage.kind !== 'stopping';
  expect(await time.until(resting, 60_000)).toBe(true);
  if (stage.kind === 'recording' || stage.kind === 'paused') await stage.run(recorder.stop());
  expect(await time.until(resting, 60_000)).toBe(true);
  await time.pass(3000);
}

function check(stage: Stage): void {
  expect(stage.violations).toEqual([]);
  expect(stage.mostLive).toBeLessThanOrEqual(1);
  if (stage.kind === 'armed') {
    expect(stage.browser.live).toHaveLength(1);
    expect(stage.browser.openContexts.length).toBeLessThanOrEqual(1);
  } else {
    expect(stage.kind).toBe('idle');
    expect(stage.left()).toEqual([]);
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('in any order nothing stays open but what standby says, and the next take works', async () => {
  const orders = fc.array(step, { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(orders, async (steps) => {
      const stage = new Stage();
      await play(stage, steps);
      await end(stage);
      check(stage);
      await stage.run(stage.recorder.start(TAKE));
      await stage.time.pass(1000);
      expect(stage.kind).toBe('recording');
      await stage.run(stage.recorder.stop());
      await stage.run(stage.recorder.disarm());
      await stage.time.pass(3000);
      check(stage);
      expect(stage.kind).toBe('idle');
    }),
    { ...roundsOf(150, 10_000), endOnFailure: false },
  );
}, 300_000);
