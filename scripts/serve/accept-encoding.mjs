/** The encodings that are kept beside a file, best first. */
export const SIDECARS = /** @type {const} */ ([
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
]);

/**
 * The kept encodings that a client takes, in our order of preference.
 *
 * @param {string | undefined} header the request's Accept-Encoding
 * @returns {(typeof SIDECARS)[number][]}
 */
export function acceptedSidecars(header) {
  const weights = parseWeights(header ?? '');
  return SIDECARS.filter(({ encoding }) => (weights.get(encoding) ?? weights.get('*') ?? 0) > 0);
}

/**
 * @param {string} header
 * @returns {Map<string, number>} weight from 0 (refused) to 1 of each encoding named
 */
function parseWeights(header) {
  const weights = new Map();
  for (const item of header.split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    if (name === '') continue;
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, quality === undefined ? 1 : Number(quality) || 0);
  }
  return weights;
}
