import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endIfCleared } from '../../../src/engine/record/beside/cleared-storage.ts';
import type { RecorderState } from '../../../src/engine/record/recorder-state.ts';

const end = vi.fn();
let takeId: string;
let tests = 0;
const tell = (state: RecorderState) => endIfCleared(state, { end });
let folder: 'there' | 'gone' | 'refused';
let held: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  takeId = `take-${++tests}`;
  end.mockClear();
  folder = 'there';
  held = true;
  const getDirectoryHandle = async (name: string) => {
    if (name === 'takes') return { getDirectoryHandle };
    if (folder === 'there') return {};
    throw new DOMException('', folder === 'gone' ? 'NotFoundError' : 'UnknownError');
  };
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => ({ getDirectoryHandle }) },
    locks: { query: async () => ({ held: held ? [{ name: `capstan-take-${takeId}` }] : [] }) },
  });
  tell({ kind: 'recording', takeId } as RecorderState);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a take whose folder goes away ends within some two seconds', async () => {
  await pass(10_000);
  expect(end).not.toHaveBeenCalled();
  folder = 'gone';
  await pass(2600);
  expect(end).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'storage-cleared' }));
});

test('a folder that is missed once, or that the browser does not show, ends nothing', async () => {
  // Looked at every 2 s.
  await pass(3900);
  folder = 'gone';
  await pass(200);
  folder = 'there';
  await pass(5000);
  folder = 'refused';
  await pass(5000);
  expect(end).not.toHaveBeenCalled();
});

test('once the take is complete, its folder may go', async () => {
  await pass(2500);
  held = false;
  await pass(2500);
  folder = 'gone';
  held = true;
  await pass(5000);
  expect(end).not.toHaveBeenCalled();
});

test('a take in memory has no folder, and goes on', async () => {
  folder = 'gone';
  tell({ kind: 'recording', takeId: 'b' } as RecorderState);
  held = true;
  vi.stubGlobal('navigator', {
    ...navigator,
    locks: { query: async () => ({ held: [{ name: 'capstan-take-b' }] }) },
  });
  await pass(5000);
  expect(end).not.toHaveBeenCalled();
});

test('a take that is continued after it was complete is watched again', async () => {
  await pass(2500);
  held = false;
  await pass(2500);
  held = true;
  tell({ kind: 'recording', takeId } as RecorderState);
  await pass(2500);
  folder = 'gone';
  await pass(2600);
  expect(end).toHaveBeenCalledOnce();
});
