import { ACCESS_HANDLE_CONTRACT } from '../../../test/workers/storage/access-handle-contract.ts';
import type { ContractResult } from '../storage-contract.ts';

const FILE = 'storage-contract';

self.onmessage = () => void runAll().then((results) => self.postMessage(results));

async function runAll(): Promise<ContractResult[]> {
  const root = await navigator.storage.getDirectory();
  const open = async (): Promise<FileSystemSyncAccessHandle> =>
    (await root.getFileHandle(FILE, { create: true })).createSyncAccessHandle();
  const results: ContractResult[] = [];
  for (const { name, run } of ACCESS_HANDLE_CONTRACT) {
    const handle = await open();
    try {
      await run({ handle, reopen: open });
      results.push({ name, problem: undefined });
    } catch (error) {
      results.push({ name, problem: String(error) });
    } finally {
      handle.close();
      await root.removeEntry(FILE);
    }
  }
  return results;
}
