import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { openTakeFile } from '../../../src/workers/files/opfs.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

afterEach(() => void vi.unstubAllGlobals());

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** How many file handles were asked for access, and how many of them were collected before the answer came. */
const asked = { all: 0, collected: 0 };

/**
 * A file handle as in Chromium: while it asks whether the site may use storage, Chromium refers to it only weakly. If
 * nothing else refers to it, it may be collected then, and the promise never settles.
 */
function fileHandle(collect: boolean) {
  return {
    createSyncAccessHandle() {
      asked.all++;
      const asking = new WeakRef(this);
      return (async () => {
        if (collect) {
          await turn();
          collectGarbage();
          if (asking.deref() === undefined) asked.collected++;
        }
        return { close: () => {} };
      })();
    },
  };
}

test('a file handle is held until its access handle is there: Chromium forgets the request with the handle', async () => {
  let collect = false;
  const folder = {
    getDirectoryHandle: () => Promise.resolve(folder),
    getFileHandle: () => Promise.resolve(fileHandle(collect)),
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.resolve(folder) } });
  // Code that was called often keeps no variable that it needs no more.
  for (let i = 0; i < 20_000; i++) (await openTakeFile('a', 'audio.wav', true)).close();
  collect = true;
  for (let i = 0; i < 100; i++) (await openTakeFile('a', 'audio.wav', true)).close();
  expect(asked).toEqual({ all: 20_100, collected: 0 });
});
