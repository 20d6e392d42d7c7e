import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Stage, TAKE } from '../stage/stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(async () => {
  await stage.run(stage.recorder.disarm());
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
  expect(stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The recorder's state, and the shape of the open microphone. */
function shown() {
  const { state } = stage.recorder;
  if (!('source' in state)) return state.kind;
  const { channels, side, sampleRate } = state.source;
  return { kind: state.kind, channels, side, sampleRate };
}

const untilStandby = () => stage.time.until(() => stage.kind === 'armed', 5000);

test('standby after a take that went on with another microphone has the rate and channels it was armed with', async () => {
  await stage.run(stage.recorder.arm({ deviceId: 'a', channels: 2, sampleRate: 16_000, capture: 'worklet' }));
  const armed = shown();
  expect(armed).toMatchObject({ kind: 'armed', channels: 2, sampleRate: 16_000 });
  await stage.run(stage.recorder.start(TAKE));
  stage.browser.unplug('a');
  await stage.time.pass(6000);
  expect(stage.browser.live.map(({ deviceId }) => deviceId)).toEqual(['b']);
  stage.browser.plugIn('a');
  await stage.run(stage.recorder.stop());
  await untilStandby();
  expect(shown()).toEqual(armed);
});

describe('a take of another shape than the microphone on standby', () => {
  beforeEach(async () => {
    stage.browser.stereo.add('a');
    stage.side = 'left';
    await stage.run(stage.recorder.arm({ channels: 2, preRollSeconds: 3, capture: 'track' }));
  });
  const STANDBY = { kind: 'armed', channels: 2, side: undefined, sampleRate: 8000 };
  const goOn = () => stage.run(stage.recorder.continue('broken', { capture: 'track' }));

  test('is continued on one of its own, and standby is as before after the take', async () => {
    expect(shown()).toEqual(STANDBY);
    await goOn();
    expect(shown()).toMatchObject({ kind: 'recording', channels: 1, side: 'left' });
    const states: string[] = [];
    stage.recorder.on('state', ({ kind }) => states.push(kind));
    await stage.run(stage.recorder.stop());
    await untilStandby();
    expect(shown()).toEqual(STANDBY);
    // It is not said to be closed in between.
    expect(states).not.toContain('idle');
    await stage.time.pass(1000);
    await stage.run(stage.recorder.start({ ...TAKE, channels: 2, preRollSeconds: 3 }));
    expect(stage.journal.begun.at(-1)).toMatchObject({ reachBack: 3 * 8000 });
    await stage.run(stage.recorder.stop());
    expect(shown()).toEqual(STANDBY);
  });

  test('that cannot be continued leaves the standby as it was', async () => {
    vi.spyOn(stage.journal, 'continue').mockRejectedValue(new Error('no room'));
    await expect(goOn()).rejects.toMatchObject({ code: 'storage-failed' });
    await untilStandby();
    expect(shown()).toEqual(STANDBY);
    expect(stage.told.error).toEqual([]);
  });

  test('whose microphone does not open leaves the standby as it was', async () => {
    stage.browser.microphone = 'denied';
    const states: string[] = [];
    stage.recorder.on('state', ({ kind }) => states.push(kind));
    const refused = goOn();
    refused.catch(() => (stage.browser.microphone = 'opens'));
    await expect(refused).rejects.toMatchObject({ code: 'mic-denied' });
    await untilStandby();
    expect(shown()).toEqual(STANDBY);
    expect(states).not.toContain('idle');
  });

  test('ends the standby if its microphone cannot be opened again, told once', async () => {
    stage.browser.microphone = 'denied';
    await expect(goOn()).rejects.toMatchObject({ code: 'mic-denied' });
    await stage.time.until(() => stage.kind === 'idle', 5000);
    expect(shown()).toBe('idle');
    expect(stage.told.error.map(({ code }) => code)).toEqual(['mic-denied']);
  });
});
