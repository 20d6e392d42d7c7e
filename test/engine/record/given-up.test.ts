import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Stage, TAKE } from '../stage/stage.ts';

const GIVEN_UP = { code: 'given-up' };
const calls = {
  start: () => stage.recorder.start({ ...TAKE, capture: 'track' }),
  arm: () => stage.recorder.arm({ capture: 'track' }),
  continue: () => stage.recorder.continue('broken', { capture: 'track' }),
};

let stage: Stage;
let removed: string[];
beforeEach(() => {
  stage = new Stage();
  removed = [];
  const remove = async (id: string) => void removed.push(id);
  Object.assign(stage.recorder.takes, { delete: remove });
});
afterEach(() => {
  expect(stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Calls, disarms after a while, and returns how the call ended: a take that already records is stopped. */
async function giveUpAfter(ms: number, call: keyof typeof calls): Promise<string> {
  const opening = calls[call]().then(
    () => 'opened',
    (error: { code?: string }) => String(error.code),
  );
  await stage.time.pass(ms);
  const recording = stage.kind === 'recording';
  if (recording) await stage.run(stage.recorder.stop());
  else await stage.run(stage.recorder.disarm());
  expect(stage.kind).toBe('idle');
  expect(stage.browser.live).toEqual([]);
  return recording ? 'recorded' : stage.run(opening);
}

test('a microphone that is armed as soon as another was given up stays open', async () => {
  const first = calls.arm();
  first.catch(() => {});
  await stage.time.pass(20);
  let second: Promise<void> | undefined;
  const leave = stage.recorder.on('state', ({ kind }) => {
    if (kind === 'idle') second ??= calls.arm();
  });
  await stage.run(stage.recorder.disarm());
  await expect(stage.run(first)).rejects.toMatchObject(GIVEN_UP);
  await stage.run(second!);
  await stage.time.pass(300);
  expect(stage.kind).toBe('armed');
  leave();
  await stage.run(stage.recorder.disarm());
});

describe.each(['start', 'arm', 'continue'] as const)('%s', (call) => {
  test('ends when the recorder is disarmed after any while, twice, and the next take records at once', async () => {
    const ends = new Set<string>();
    for (let ms = 0; ms < 300; ms += 7) {
      for (let turn = 0; turn < 2; turn += 1) ends.add(await giveUpAfter(ms, call));
      await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
      expect(stage.kind).toBe('recording');
      await stage.run(stage.recorder.stop());
    }
    expect([...ends].sort()).toEqual(call === 'arm' ? ['given-up', 'opened'] : ['given-up', 'recorded']);
    await stage.time.pass(3000);
    expect(stage.left()).toEqual([]);
  });

  test('ends while the browser asks for permission, and a late answer opens nothing', async () => {
    stage.browser.microphone = 'hangs';
    const opening = calls[call]();
    opening.catch(() => {});
    await stage.time.pass(200);
    await stage.run(stage.recorder.disarm(), 100);
    await expect(stage.run(opening)).rejects.toMatchObject(GIVEN_UP);
    expect(stage.kind).toBe('idle');
    stage.browser.release();
    await stage.time.pass(3000);
    expect(stage.left()).toEqual([]);
  });
});

test('a take that is given up while the journal begins it is removed', async () => {
  const states: string[] = [];
  stage.recorder.on('state', ({ kind }) => states.push(kind));
  await stage.run(stage.recorder.arm({ capture: 'track' }));
  const finish = vi.spyOn(stage.journal, 'finish');
  const release = vi.spyOn(stage.journal, 'release');
  const begin = stage.journal.begin.bind(stage.journal);
  vi.spyOn(stage.journal, 'begin').mockImplementation(async (...given) => {
    await begin(...given);
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const starting = calls.start();
  starting.catch(() => {});
  await stage.time.pass(20);
  expect(stage.journal.begun).toHaveLength(1);
  // Twice, as by an impatient person.
  await stage.run(Promise.all([stage.recorder.disarm(), stage.recorder.disarm()]));
  await expect(stage.run(starting)).rejects.toMatchObject(GIVEN_UP);
  expect(states).not.toContain('recording');
  expect(finish).toHaveBeenCalledTimes(1);
  const { takeId } = stage.journal.begun[0]!;
  expect(release).toHaveBeenCalledWith(takeId, undefined);
  expect(removed).toEqual([takeId]);
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
});

test('a take that was being continued keeps what was added, is completed, and is told', async () => {
  const told: string[] = [];
  stage.recorder.on('take', ({ id }) => told.push(id));
  await stage.run(stage.recorder.arm({ capture: 'track' }));
  const release = vi.spyOn(stage.journal, 'release');
  const reopen = stage.journal.continue.bind(stage.journal);
  vi.spyOn(stage.journal, 'continue').mockImplementation(async (...given) => {
    const reopened = await reopen(...given);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return reopened;
  });
  const continuing = calls.continue();
  continuing.catch(() => {});
  await stage.time.pass(20);
  await stage.run(stage.recorder.disarm());
  await expect(stage.run(continuing)).rejects.toMatchObject(GIVEN_UP);
  await stage.time.pass(3000);
  expect({ told, removed }).toEqual({ told: ['broken'], removed: [] });
  expect(release).toHaveBeenCalledOnce();
  expect(stage.left()).toEqual([]);
});

test('a take that is given up on standby, while its name is chosen, writes nothing, and closes the microphone', async () => {
  await stage.run(stage.recorder.arm({ capture: 'track' }));
  vi.spyOn(stage.recorder.takes.names, 'claim').mockImplementation(async ({ naming }, use) => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return use(naming.name);
  });
  const starting = calls.start();
  starting.catch(() => {});
  await stage.time.pass(20);
  await stage.run(stage.recorder.disarm());
  await expect(stage.run(starting)).rejects.toMatchObject(GIVEN_UP);
  expect({ begun: stage.journal.begun, removed }).toEqual({ begun: [], removed: [] });
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
});

test('standby that comes back by itself after a take is ended without an error', async () => {
  stage.browser.stereo.add('a');
  stage.side = 'left';
  await stage.run(stage.recorder.arm({ channels: 2, capture: 'track' }));
  await stage.run(calls.continue());
  await stage.run(stage.recorder.stop());
  expect(stage.kind).toBe('opening');
  await stage.run(stage.recorder.disarm());
  expect(stage.kind).toBe('idle');
  await stage.time.pass(3000);
  expect(stage.told.error).toEqual([]);
  expect(stage.left()).toEqual([]);
});
