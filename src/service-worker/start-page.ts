/** A server that is there has answered by then; the page starts from what is kept if it has not. */
const PATIENCE_MS = 3000;

/**
 * The page as the server has it, so that a new build is used at the next start; as it was kept where the server does
 * not answer, or answers with an error.
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
