/**
 * Runs work that has to finish within `ms` and can be cancelled by `outer`. Each of its steps has to heed the signal it
 * gets; use `unlessAborted` for a step that takes no signal.
 * @param tooLate creates the error that the signal is aborted with when the time is over
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
 * Settles as the work does, or rejects with the signal's reason as soon as the signal is aborted.
 * @param discard receives the work's result if it arrives after that
 */
export function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined | null,
  discard: (late: Result) => void = () => {},
): Promise<Result> {
  if (!signal) return work;
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

/** Resolves after `ms`, or as soon as the signal is aborted. */
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
