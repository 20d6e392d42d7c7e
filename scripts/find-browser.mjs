import { existsSync } from 'node:fs';
import { isExecutable, onPath } from './lib/on-path.mjs';

/** @typedef {{ path: string, source: string }} FoundBrowser `source` names the place where it was found */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const PLACES = [
  ...NAMES.map((name) => `/usr/bin/${name}`),
  '/usr/local/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds the Chromium or Chrome to test with: first CAPSTAN_CHROMIUM, then CHROME_PATH, then an installed one, then the
 * copy that Playwright downloads.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<FoundBrowser | undefined>} undefined if there is none
 * @throws {Error} if CAPSTAN_CHROMIUM is no executable: testing another browser than the one asked for would be worse
 *   than stopping
 */
export async function findChromium(env = process.env) {
  const chosen = env['CAPSTAN_CHROMIUM'];
  if (chosen) {
    if (isExecutable(chosen)) return { path: chosen, source: 'CAPSTAN_CHROMIUM' };
    throw new Error(`CAPSTAN_CHROMIUM is ${chosen}, which is not a program that can be run.`);
  }
  const chromePath = env['CHROME_PATH'];
  if (chromePath && isExecutable(chromePath)) return { path: chromePath, source: 'CHROME_PATH' };

  for (const name of NAMES) {
    const path = onPath(name, env['PATH']);
    if (path !== undefined) return { path, source: 'PATH' };
  }
  const place = PLACES.find(isExecutable);
  if (place !== undefined) return { path: place, source: 'installed' };

  const path = await playwrightChromium();
  return path === undefined ? undefined : { path, source: 'Playwright' };
}

/** Imports Playwright only when needed: loading it takes longer than all the look-ups above together. */
async function playwrightChromium() {
  try {
    const { chromium } = await import('playwright');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // a system for which Playwright has no build
  }
}

/**
 * Returns the path of that Chromium, for callers that cannot continue without one.
 *
 * @returns {Promise<string>}
 * @throws {Error} that tells what to do, if there is none
 */
export async function chromiumPath() {
  const found = await findChromium();
  if (found === undefined) throw new Error('no Chromium: run node scripts/ensure-browser.mjs');
  return found.path;
}
