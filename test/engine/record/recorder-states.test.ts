import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Stage, TAKE } from '../stage/stage.ts';

let stage: Stage;
let told: string[];
beforeEach(() => {
  stage = new Stage();
  told = [];
  stage.recorder.on('state', ({ kind }) => told.push(kind));
});
afterEach(() => {
  expect(stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The other capture path (way) opens a moment later, and reports the state again. */
async function arm(): Promise<void> {
  await stage.run(stage.recorder.arm({ capture: 'track' }));
  await stage.time.pass(500);
  told.length = 0;
}

test('a take that has its microphone opened is opening, once, then recording', async () => {
  await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
  expect(told).toEqual(['opening', 'recording']);
  await stage.run(stage.recorder.stop());
  expect(told).toEqual(['opening', 'recording', 'stopping', 'idle']);
});

test('a take that goes on with one that broke off is opening, once, then recording', async () => {
  await stage.run(stage.recorder.continue('broken', { capture: 'track' }));
  expect(told).toEqual(['opening', 'recording']);
  await stage.run(stage.recorder.stop());
});

test('a take that is refused its microphone is opening, then idle', async () => {
  stage.browser.microphone = 'denied';
  await expect(stage.run(stage.recorder.start(TAKE))).rejects.toMatchObject({ code: 'mic-denied' });
  expect(told).toEqual(['opening', 'idle']);
});

test('a take in standby is opening, then recording, and ends in standby', async () => {
  await arm();
  await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
  await stage.run(stage.recorder.stop());
  expect(told).toEqual(['opening', 'recording', 'stopping', 'armed']);
  await stage.run(stage.recorder.disarm());
});

test('a take in standby that the journal refuses leaves the recorder in standby', async () => {
  await arm();
  vi.spyOn(stage.journal, 'begin').mockRejectedValue(new Error('no room'));
  await expect(stage.run(stage.recorder.start(TAKE))).rejects.toMatchObject({ code: 'storage-failed' });
  expect(told).toEqual(['opening', 'armed']);
  expect(stage.occupied.size).toBe(0);
  await stage.run(stage.recorder.disarm());
});

test('a listener that resumes at once what was paused: the journal too is paused first, then goes on', async () => {
  await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
  const calls = journalCalls();
  let resumed: Promise<void> | undefined;
  stage.recorder.on('state', ({ kind }) => {
    if (kind === 'paused') resumed ??= stage.recorder.resume();
  });
  await stage.run(stage.recorder.pause());
  await stage.run(resumed!);
  expect(stage.kind).toBe('recording');
  expect(calls).toEqual(['pause', 'resume']);
  await stage.run(stage.recorder.stop());
});

test('a listener that pauses at once what was resumed: the journal too goes on first, then is paused', async () => {
  await stage.run(stage.recorder.start({ ...TAKE, capture: 'track' }));
  await stage.run(stage.recorder.pause());
  const calls = journalCalls();
  let paused: Promise<void> | undefined;
  stage.recorder.on('state', ({ kind }) => {
    if (kind === 'recording') paused ??= stage.recorder.pause();
  });
  await stage.run(stage.recorder.resume());
  await stage.run(paused!);
  expect(stage.kind).toBe('paused');
  expect(calls).toEqual(['resume', 'pause']);
  await stage.run(stage.recorder.stop());
});

function journalCalls(): string[] {
  const calls: string[] = [];
  vi.spyOn(stage.journal, 'pause').mockImplementation(async () => void calls.push('pause'));
  vi.spyOn(stage.journal, 'resume').mockImplementation(async () => void calls.push('resume'));
  return calls;
}

test('a microphone that was lost and cannot be closed does not keep the take from ending', async () => {
  await stage.run(stage.recorder.start({ ...TAKE, capture: 'track', onMicrophoneLost: 'wait' }));
  const { source } = stage.recorder.state as unknown as { source: { close(): Promise<void> } };
  vi.spyOn(source, 'close').mockRejectedValue(new Error('it does not close'));
  stage.browser.unplug();
  await stage.time.pass(10);
  await stage.run(stage.recorder.stop());
  expect(told.slice(-2)).toEqual(['stopping', 'idle']);
});

test('what the journal says of a take while it begins is told once the take is recording', async () => {
  const gap = { frame: 0, frames: 1, kind: 'overrun' } as const;
  const begin = stage.recorder.start({ ...TAKE, capture: 'track' });
  stage.recorder.on('gap', () => told.push('gap'));
  await stage.time.until(() => stage.journals.length > 0, 1000);
  const journal = stage.journal;
  vi.spyOn(journal, 'begin').mockImplementation(async ({ id }) => {
    journal.notice({ type: 'gap', takeId: id, gap });
  });
  await stage.run(begin);
  expect(told).toEqual(['opening', 'recording', 'gap']);
});
