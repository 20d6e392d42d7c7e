import { CapstanError } from '../../shared/base/errors.ts';

/**
 * One Web Lock per take, so that no tab deletes, recovers or sweeps what another one uses. `exclusive`: the take is
 * being recorded, recovered or deleted; `shared`: its files are being read or added to. A conversion has one more, for the
 * file it makes.
 *
 * Held by the page, whose end frees them at once, a crash's too; a worker's may outlive a reload (Safari).
 */
const PREFIX = 'capstan-take-';
/** Another tab's recovery takes some milliseconds: worth waiting for. A recording is not. */
const PATIENCE_MS = 500;
/** How often it is asked whether a take is converted yet. */
const ASK_AGAIN_MS = 1000;

/**
 * Resolves with what lets the take go. Throws `take-busy` when it is in use elsewhere. A page that hung hears that its
 * patience is over before it hears that the lock was its own all the time; so the patience alone decides nothing.
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

/** Does the work while the take is locked. */
export async function withTake<Result>(
  takeId: string,
  mode: LockMode,
  work: () => Promise<Result>,
): Promise<Result> {
  const free = await lockTake(takeId, mode);
  try {
    return await work();
  } finally {
    free();
  }
}

/** Ids of the takes that any tab uses, this one included. */
export async function takesInUse(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])),
  );
}

/** Resolves when nobody uses the take any more, in whatever tab. */
export async function takeFreed(takeId: string): Promise<void> {
  // Waits for the end of a recording. A conversion's lock it gets beside it, and to wait for that one exclusively would
  // keep all others from the take meanwhile: so that one is asked for.
  await navigator.locks.request(PREFIX + takeId, { mode: 'shared' }, async () => {});
  while ((await takesInUse()).has(takeId)) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
}
