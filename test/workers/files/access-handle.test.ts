import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { NodeFile } from '../../../scripts/salvage/node-file.ts';
import { ACCESS_HANDLE_CONTRACT, type ContractFile } from '../storage/access-handle-contract.ts';
import { CrashingDisk } from '../crash/crashing-store.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';

/** The same contract is checked on the browser's own handle in e2e/takes/storage.spec.ts. */
const FILES: Readonly<Record<string, () => ContractFile>> = {
  'a file in memory': () => {
    const handle = new MemoryHandle();
    return { handle, reopen: async () => new MemoryHandle(handle.content) };
  },
  'a file on a disk that can crash': () => {
    const disk = new CrashingDisk();
    const handle = disk.open('file');
    return { handle, reopen: async () => new MemoryHandle(disk.afterDeath(1).get('file')) };
  },
  'a file of this machine': () => {
    const path = join(folder, `file-${count++}`);
    return { handle: new NodeFile(path, 'w+'), reopen: async () => new NodeFile(path, 'r+') };
  },
};

const folder = mkdtempSync(join(tmpdir(), 'capstan-handle-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(FILES))('%s', (_, open) => {
  test.each(ACCESS_HANDLE_CONTRACT)('$name', async ({ run }) => {
    const file = open();
    try {
      await run(file);
    } finally {
      file.handle.close();
    }
  });
});
