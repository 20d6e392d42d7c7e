import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endClearedTakes } from '../../../src/engine/record/cleared-storage.ts';
import type { RecorderState } from '../../../src/engine/record/recorder-state.ts';

const RECORDING = { kind: 'recording', takeId: 'a' } as RecorderState;
const end = vi.fn();
let tell: (state: RecorderState) => void;
let folder: 'there' | 'gone' | 'refused';
let held: boolean;

beforeEach(() => {
  vi.useFakeTimers();
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
    locks: { query: async () => ({ held: held ? [{ name: 'capstan-take-a' }] : [] }) },
  });
  endClearedTakes(
    { state: RECORDING, on: (_, listener) => ((tell = listener as typeof tell), () => {}) },
    { end },
  );
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
  endClearedTakes(
    { state: { kind: 'recording', takeId: 'b' } as RecorderState, on: () => () => {} },
    { end },
  );
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
  tell(RECORDING);
  await pass(2500);
  folder = 'gone';
  await pass(2600);
  expect(end).toHaveBeenCalledOnce();
});
