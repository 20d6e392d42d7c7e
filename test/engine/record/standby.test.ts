import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
