/**
 * Whether the browser promised to keep this page's files: `kept` until the person deletes them, `cleared-when-full`
 * when the disk runs full. `unknown` where it does not tell.
 */
export type Persistence = 'kept' | 'cleared-when-full' | 'unknown';

export function readPersistence(): Promise<Persistence> {
  return answered(() => navigator.storage.persisted());
}

/** Asks the browser for the promise; some ask the person. Best done at a click. */
export function askPersistence(): Promise<Persistence> {
  return answered(() => navigator.storage.persist());
}

async function answered(ask: () => Promise<boolean>): Promise<Persistence> {
  try {
    return (await ask()) ? 'kept' : 'cleared-when-full';
  } catch {
    return 'unknown';
  }
}
