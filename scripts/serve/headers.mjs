/**
 * The response headers of Capstan, in one place: the production server, Vite's servers and the `_headers` file
 * for static hosts all take them from here.
 */

/** @type {Readonly<Record<string, string>>} */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  // `blob:` is the verified ffmpeg core, which is handed on without a second download.
  'connect-src': "'self' blob:",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** Off: everything powerful that a recorder has no use for. */
const FEATURES_OFF = [
  'accelerometer',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
];
const FEATURES_OWN = ['microphone', 'autoplay', 'screen-wake-lock', 'speaker-selection'];

/** For files with a hash of their content in the name. */
export const CACHE_FOREVER = 'public, max-age=31536000, immutable';
/** For all others: keep it, but ask before each use. */
export const CACHE_ASK = 'no-cache';

/**
 * The Content-Security-Policy.
 *
 * @param {Readonly<Record<string, string>>} [changes] directives to replace
 * @returns {string}
 */
export function contentSecurityPolicy(changes = {}) {
  return Object.entries({ ...POLICY, ...changes })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

/** @returns {string} */
function permissionsPolicy() {
  return [
    ...FEATURES_OWN.map((feature) => `${feature}=(self)`),
    ...FEATURES_OFF.map((feature) => `${feature}=()`),
  ].join(', ');
}

/**
 * The headers of every response. They belong on workers and wasm too: a worker follows the policy of its own
 * response, and COEP refuses a worker that does not carry COEP itself.
 *
 * @param {{ isolation?: boolean }} [options] `isolation: false` leaves out COOP and COEP, so that the page has no
 *   SharedArrayBuffer, as behind a host that cannot send headers
 * @returns {Record<string, string>}
 */
export function siteHeaders({ isolation = true } = {}) {
  return {
    ...(isolation && {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    }),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': contentSecurityPolicy(),
    'Permissions-Policy': permissionsPolicy(),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

/**
 * @param {string} pathname starts with a slash
 * @returns {string} the Cache-Control of a path
 */
export function cacheControl(pathname) {
  return pathname.startsWith('/assets/') ? CACHE_FOREVER : CACHE_ASK;
}

/**
 * The `_headers` file that Netlify and Cloudflare Pages read.
 *
 * There is no Cache-Control in the `/*` block: both hosts make unhashed files revalidate by themselves, and both
 * would join it with the one for `/assets/*` into a contradiction.
 *
 * @returns {string}
 */
export function headersFile() {
  const block = (/** @type {string} */ pattern, /** @type {Record<string, string>} */ headers) =>
    [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  return `${block('/*', siteHeaders())}\n\n${block('/assets/*', { 'Cache-Control': CACHE_FOREVER })}\n`;
}
