import type { JournalClient } from './journal-client.ts';

/** Whether a journal keeps this take in memory. */
export async function hasInMemory(journal: JournalClient, id: string): Promise<boolean> {
  try {
    if (await hasDisk(journal)) return false;
    return (await journal.memoryTakes()).some((take) => take.id === id);
  } catch {
    // A journal that does not run keeps nothing.
    return false;
  }
}

/** Whether a journal can use the disk. */
export async function hasDisk(journal: JournalClient): Promise<boolean> {
  try {
    return (await journal.checkStorage()) === 'disk';
  } catch {
    return false;
  }
}
