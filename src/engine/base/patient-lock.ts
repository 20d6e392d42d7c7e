/**
 * Runs `work` while no other tab holds the Web Lock `name`. A tab that holds it for longer than `patienceMs`, or a browser
 * that has no locks for this page, bars nothing: `work` then runs without it.
 */
export async function withPatientLock<Result>(
  name: string,
  patienceMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let begun: Promise<Result> | undefined;
  try {
    const options = { signal: AbortSignal.timeout(patienceMs) };
    return await navigator.locks.request(name, options, () => (begun = work()));
  } catch (error) {
    if (begun !== undefined) throw error;
    return work();
  }
}
