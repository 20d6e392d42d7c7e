import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lockTake } from '../../../src/engine/takes/take-locks.ts';

type Callback = (lock: object | null) => Promise<void> | undefined;

/** A browser's locks, which another tab may hold, on a page that hangs: its timers fire before any lock is granted. */
class Locks {
  heldElsewhere = false;
  /** Whether the other tab releases the lock while this page hangs. */
  freedMeanwhile = false;
  readonly held: string[] = [];

  async request(name: string, options: LockOptions, callback: Callback): Promise<void> {
    await Promise.resolve();
    if (options.ifAvailable === true) {
      if (this.heldElsewhere) return callback(null);
      this.held.push(name);
      await callback({ name });
      this.held.splice(this.held.indexOf(name), 1);
      return;
    }
    if (this.freedMeanwhile) this.heldElsewhere = false;
    await new Promise((resolve) => options.signal?.addEventListener('abort', resolve));
    throw options.signal?.reason;
  }
}

let locks: Locks;
beforeEach(() => {
  locks = new Locks();
  vi.stubGlobal('navigator', { locks });
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const timeout = new AbortController();
    setTimeout(() => timeout.abort(new DOMException('too late', 'TimeoutError')), 10);
    return timeout.signal;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a page that hangs longer than its patience', () => {
  test('gets the lock of its own new take, which nobody else can have', async () => {
    const free = await lockTake('new');
    expect(locks.held).toEqual(['capstan-take-new']);
    free();
    await vi.waitFor(() => expect(locks.held).toEqual([]));
  });

  test('gets one that another tab let go meanwhile', async () => {
    locks.heldElsewhere = true;
    locks.freedMeanwhile = true;
    await lockTake('recovered');
    expect(locks.held).toEqual(['capstan-take-recovered']);
  });
});

test('a take that another tab keeps is busy', async () => {
  locks.heldElsewhere = true;
  await expect(lockTake('theirs')).rejects.toMatchObject({ code: 'take-busy' });
});
