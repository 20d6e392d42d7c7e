import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { WORKER_READY } from '../../../src/shared/base/worker-ready.ts';
import { Stage, TAKE } from '../stage/stage.ts';
// Loading takes real time, which does not count here.
import '../../../src/engine/encode/encoding-run.ts';

/** An encoder worker that waits for the rest of its feed, and answers no call, until it is terminated. */
class WaitingEncoder extends EventTarget {
  constructor() {
    super();
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: WORKER_READY })));
  }
  postMessage(): void {}
  terminate(): void {}
}

const OPUS = { ...TAKE, format: 'opus', capture: 'track' } as const;

let stage: Stage;
beforeEach(() => {
  stage = new Stage({ load: async () => ({}), files: {} } as never);
  vi.stubGlobal('Worker', WaitingEncoder);
});
afterEach(() => {
  expect(stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Records a take and stops it, until only its encoder has work left. */
async function stopTake(): Promise<{ readonly stopping: Promise<Take> }> {
  await stage.run(stage.recorder.start(OPUS));
  await stage.time.pass(100);
  const stopping = stage.recorder.stop();
  stopping.catch(() => {});
  await stage.time.until(() => stage.kind === 'idle', 5000);
  await stage.time.pass(1000);
  expect(stage.occupied.size).toBe(1);
  return { stopping };
}

async function expectNothingLeft(): Promise<void> {
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
}

test('a journal that dies while the encoder catches up after Stop ends the stop, and frees the take', async () => {
  const { stopping } = await stopTake();
  stage.killJournal();
  await expect(stage.run(stopping)).rejects.toMatchObject({ code: 'worker-crashed' });
  await expectNothingLeft();
});

test('a journal that dies during the next take ends that one, and the stop that its encoder still holds up', async () => {
  const { stopping } = await stopTake();
  await stage.run(stage.recorder.start(OPUS));
  stage.killJournal();
  await expect(stage.run(stopping)).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(stage.kind).toBe('idle');
  expect(stage.told.error).toMatchObject([{ code: 'worker-crashed' }]);
  await expectNothingLeft();
});

test('a journal that dies between its answer and the recording: the start is refused, and the next one records', async () => {
  const claim = vi.spyOn(stage.recorder.takes.names, 'claim').mockImplementation(async ({ naming }, use) => {
    const result = await use(naming.name);
    stage.killJournal();
    // The browser takes a moment to let go of the lock on the names.
    await new Promise((resolve) => setTimeout(resolve, 5));
    return result;
  });
  await expect(stage.run(stage.recorder.start(OPUS))).rejects.toMatchObject({ code: 'worker-crashed' });
  expect(stage.kind).toBe('idle');
  await expectNothingLeft();
  claim.mockRestore();
  await stage.run(stage.recorder.start(TAKE));
  expect(stage.kind).toBe('recording');
  await stage.run(stage.recorder.stop());
  await expectNothingLeft();
});
