import { isExecutable, onPath } from './lib/on-path.mjs';

const NAMES = ['firefox', 'firefox-esr'];

const PLACES = [
  ...NAMES.map((name) => `/usr/bin/${name}`),
  '/usr/local/bin/firefox',
  '/opt/firefox/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/**
 * Finds the Firefox to test with: CAPSTAN_FIREFOX if it is set, otherwise an installed one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {import('./find-browser.mjs').FoundBrowser | undefined} undefined if there is none
 * @throws {Error} if CAPSTAN_FIREFOX is no executable
 */
export function findFirefox(env = process.env) {
  const chosen = env['CAPSTAN_FIREFOX'];
  if (chosen) {
    if (isExecutable(chosen)) return { path: chosen, source: 'CAPSTAN_FIREFOX' };
    throw new Error(`CAPSTAN_FIREFOX is ${chosen}, which is not a program that can be run.`);
  }
  for (const name of NAMES) {
    const path = onPath(name, env['PATH']);
    if (path !== undefined) return { path, source: 'PATH' };
  }
  const place = PLACES.find(isExecutable);
  return place === undefined ? undefined : { path: place, source: 'installed' };
}
