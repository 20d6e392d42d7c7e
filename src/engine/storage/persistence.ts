/**
 * How long the browser promises to keep this page's files: `kept` until the person deletes them, `cleared-when-full`
 * until the disk runs full. `unknown` if it does not say.
 */
export type Persistence = 'kept' | 'cleared-when-full' | 'unknown';

export function readPersistence(): Promise<Persistence> {
  return answered(() => navigator.storage.persisted());
}

/** Asks the browser to keep the files; some browsers ask the person. Best called on a click. */
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
