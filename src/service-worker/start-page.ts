/**
 * How long to wait for the server before the page starts from the cache. A reachable server answers within this time.
 */
const PATIENCE_MS = 3000;

/**
 * Returns the page from the server, so that the next start uses a new build. Returns the cached page if the server does
 * not answer in time or answers with an error.
 */
export async function startPage(
  request: Request,
  kept: () => Promise<Response | undefined>,
): Promise<Response> {
  const answer = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const first = await Promise.race([answer.catch(() => undefined), late]);
  if (first !== undefined && (first.ok || first.type === 'opaqueredirect')) return first;
  return (await kept()) ?? answer;
}
