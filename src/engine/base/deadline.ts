/**
 * Does work that has to be done in so many milliseconds and can be given up. Each of its steps is to heed the signal:
 * `unlessAborted` where the step itself knows none.
 * @param tooLate what the work fails with when its time is over
 */
export async function withDeadline<Result>(
  ms: number | Promise<number>,
  tooLate: () => Error,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let done = false;
  const begin = (patience: number) => {
    if (!done) timer = setTimeout(() => limit.abort(tooLate()), patience);
  };
  if (typeof ms === 'number') begin(ms);
  else void ms.then(begin);
  const giveUp = () => limit.abort(outer?.reason);
  if (outer?.aborted === true) giveUp();
  outer?.addEventListener('abort', giveUp);
  try {
    return await work(limit.signal);
  } finally {
    done = true;
    clearTimeout(timer);
    outer?.removeEventListener('abort', giveUp);
  }
}

/**
 * What the work comes to, or the signal's reason as soon as it is aborted.
 * @param discard gets what comes of the work after that
 */
export function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  discard: (late: Result) => void = () => {},
): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    work
      .then((result) => {
        if (signal.aborted) discard(result);
        else resolve(result);
      }, reject)
      .finally(() => signal.removeEventListener('abort', giveUp))
      .catch(() => {});
  });
}

/** So many milliseconds, or until the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    if (signal.aborted) over();
    signal.addEventListener('abort', over);
  });
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
