import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Stage, TAKE } from '../stage/stage.ts';

let stage: Stage;
beforeEach(() => void (stage = new Stage()));
afterEach(() => {
  expect(stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const begin = {
  start: (signal: AbortSignal) => stage.recorder.start({ ...TAKE, signal }),
  continue: (signal: AbortSignal) => stage.recorder.continue('broken', { signal }),
};

describe.each(['start', 'continue'] as const)('a %s on a microphone in standby', (call) => {
  let written: string[];
  beforeEach(async () => {
    await stage.run(stage.recorder.arm({ capture: 'track' }));
    written = [];
    vi.spyOn(stage.journal, 'begin').mockImplementation(async () => void written.push('begin'));
    vi.spyOn(stage.journal, 'continue').mockImplementation(async () => void written.push('continue'));
  });
  afterEach(async () => {
    expect({ kind: stage.kind, written }).toEqual({ kind: 'armed', written: [] });
    expect(stage.occupied.size).toBe(0);
    await stage.run(stage.recorder.disarm());
  });

  test('that was aborted before records nothing', async () => {
    const reason = new Error('changed my mind');
    await expect(stage.run(begin[call](AbortSignal.abort(reason)))).rejects.toBe(reason);
  });

  test('that is aborted before the journal begins to write records nothing', async () => {
    const abort = new AbortController();
    const reason = new Error('changed my mind');
    const acquire = stage.recorder.takes.acquire;
    vi.spyOn(stage.recorder.takes, 'acquire').mockImplementation(async (id) => {
      abort.abort(reason);
      return acquire(id);
    });
    await expect(stage.run(begin[call](abort.signal))).rejects.toBe(reason);
  });
});

test('a start that is aborted while the name is chosen records nothing', async () => {
  const abort = new AbortController();
  vi.spyOn(stage.recorder.takes.names, 'claim').mockImplementation(async ({ naming }, use) => {
    abort.abort();
    return use(naming.name);
  });
  await expect(stage.run(begin.start(abort.signal))).rejects.toMatchObject({ name: 'AbortError' });
  expect({ kind: stage.kind, begun: stage.journal.begun }).toEqual({ kind: 'idle', begun: [] });
  await stage.time.pass(3000);
  expect(stage.left()).toEqual([]);
});

test('a start whose time is over while the microphone opens rejects with that, not with a fault of the microphone', async () => {
  stage.browser.microphone = 'hangs';
  const abort = new AbortController();
  const begun = begin.start(abort.signal);
  begun.catch(() => {});
  await stage.time.pass(100);
  abort.abort(new DOMException('too late', 'TimeoutError'));
  await expect(stage.run(begun)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(stage.kind).toBe('idle');
});
