import { setFlagsFromString } from 'node:v8';
import { setImmediate } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { Stage, TAKE } from './stage/stage.ts';
// Takes load these modules on demand. Virtual minutes pass before real code has loaded, and until then a take's
// microphone is held. So they are imported here.
import '../../src/engine/failover/dropout-monitor.ts';
import '../../src/engine/takes/names/name-list.ts';
import '../../src/engine/takes/take-reading.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Records a take, and keeps only weak references to its audio context, track and worker. */
async function takeAndForget(stage: Stage): Promise<WeakRef<object>[]> {
  await stage.run(stage.recorder.start(TAKE));
  await stage.time.pass(500);
  await stage.run(stage.recorder.stop());
  await stage.time.pass(60_000);
  const { contexts, tracks, trackWorkers } = stage.browser;
  return [...contexts.splice(0), ...tracks.splice(0), ...trackWorkers.splice(0)].map(
    (used) => new WeakRef(used),
  );
}

test('of a take that is over, nothing of its microphone is held by the recorder or its journal', async () => {
  const stage = new Stage();
  const used: WeakRef<object>[] = [];
  for (let take = 0; take < 4; take++) used.push(...(await takeAndForget(stage)));
  expect(used).toHaveLength(12);
  const held = () => used.filter((reference) => reference.deref() !== undefined);
  // Settled promises release their references one turn later, of real time too. What was looked at is held for a turn.
  for (let turn = 0; turn < 10 && held().length > 0; turn++) {
    await stage.time.pass(100);
    await setImmediate();
    collectGarbage();
  }
  expect(held()).toEqual([]);
  expect(stage.journals).toHaveLength(1);
});
