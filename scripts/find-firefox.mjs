import { isExecutable, onPath } from './lib/on-path.mjs';

const NAMES = ['firefox', 'firefox-esr'];

const PLACES = [
  ...NAMES.map((name) => `/usr/bin/${name}`),
  '/usr/local/bin/firefox',
  '/opt/firefox/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/**
 * The Firefox to test with. An explicit choice in the environment wins, then what the system has.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {import('./find-browser.mjs').FoundBrowser | undefined}
 * @throws {Error} if CAPSTAN_FIREFOX names something that is not there
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
