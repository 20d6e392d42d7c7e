import { CapstanError } from '../../shared/base/errors.ts';
import { unlessAborted } from '../base/deadline.ts';
import { withPatientLock } from '../base/patient-lock.ts';

/**
 * One Web Lock per take, so that no tab deletes, recovers or sweeps a take that another one uses. `exclusive`: the
 * take is being recorded, recovered, split, swept or deleted. `shared`: its files are being read or added to. A
 * conversion of a take holds one more lock, for the file it makes, and a split one for each part.
 *
 * The page holds the locks: they are freed at once when it ends, even by a crash. A worker's locks may outlive a reload
 * (Safari).
 */
const PREFIX = 'capstan-take-';
/**
 * Long enough to wait for another tab's recovery, for peaks that are stored, and for a sweep, which take some
 * milliseconds, or a second on a busy machine, but not for a recording.
 */
const PATIENCE_MS = 2000;
/** Interval at which `takeFreed` polls for the end of a conversion. */
const ASK_AGAIN_MS = 1000;

/**
 * Locks a take. Resolves to a function that releases it. Throws `take-busy` if it is in use elsewhere. In a page that
 * hung, the timeout may fire before the news that the lock was granted long ago, so it asks once more after a timeout.
 */
export async function lockTake(takeId: string, mode: LockMode = 'exclusive'): Promise<() => void> {
  const free =
    (await askFor(takeId, { mode, ifAvailable: true })) ??
    (await askFor(takeId, { mode, signal: AbortSignal.timeout(PATIENCE_MS) })) ??
    (await askFor(takeId, { mode, ifAvailable: true }));
  if (free === undefined) throw new CapstanError('take-busy', 'in use');
  return free;
}

function askFor(takeId: string, options: LockOptions): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(PREFIX + takeId, options, (lock) => {
        if (lock !== null) return new Promise<void>(resolve);
        resolve(undefined);
        return undefined;
      })
      .catch((error: unknown) => {
        if (options.signal?.aborted === true) resolve(undefined);
        else reject(new CapstanError('take-busy', 'in use', { cause: error }));
      });
  });
}

/**
 * Runs `work` while the take is locked. Throws `take-busy` if it is in use elsewhere.
 * @param signal ends the waiting for the lock, not the work
 */
export async function withTake<Result>(
  takeId: string,
  mode: LockMode,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const free = await unlessAborted(lockTake(takeId, mode), signal, (late) => late());
  try {
    return await work();
  } finally {
    free();
  }
}

/** While a tab chooses a name and writes it. */
const NAMES = 'capstan-names';
/** How long a name is waited for. The ring keeps what is captured meanwhile for far longer. */
export const NAMES_PATIENCE_MS = 3000;

/** Runs `work` while no other tab chooses a name. A tab that holds the lock for 3 s keeps no recording from starting. */
export function withNames<Result>(work: () => Promise<Result>): Promise<Result> {
  return withPatientLock(NAMES, NAMES_PATIENCE_MS, work);
}

/** Ids of the takes in use in any tab, this one included. */
export async function takesInUse(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])),
  );
}

/** Resolves when no tab uses the take any more. */
export async function takeFreed(takeId: string): Promise<void> {
  // A shared lock waits for the end of a recording, which is exclusive, but not for a conversion, which is shared too.
  // An exclusive request would wait for both, but block all other users meanwhile. So conversions are polled for.
  await navigator.locks.request(PREFIX + takeId, { mode: 'shared' }, async () => {});
  while ((await takesInUse()).has(takeId)) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
}
