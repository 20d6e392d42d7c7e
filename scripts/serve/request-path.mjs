/**
 * The path that a request names: decoded, without its query, always within the root.
 *
 * Read by hand rather than with `URL`, which would quietly resolve `..` before it could be refused.
 *
 * @param {string} target the request target as sent
 * @returns {string | undefined} starts with a slash; undefined if the request is malformed or tries to climb
 */
export function requestPath(target) {
  const raw = target.split(/[?#]/, 1)[0] ?? '';
  let path;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return undefined;
  if (path.split('/').includes('..')) return undefined;
  return path.endsWith('/') ? `${path}index.html` : path;
}
