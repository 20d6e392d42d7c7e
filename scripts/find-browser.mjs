import { existsSync } from 'node:fs';
import { isExecutable, onPath } from './lib/on-path.mjs';

/** @typedef {{ path: string, source: string }} FoundBrowser `source` says in words where it was found. */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const PLACES = [
  ...NAMES.map((name) => `/usr/bin/${name}`),
  '/usr/local/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium or Chrome to test with. An explicit choice in the environment wins, then what the
 * system has, then the copy that Playwright downloads.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<FoundBrowser | undefined>}
 * @throws {Error} if CAPSTAN_CHROMIUM names something that is not there: testing another browser than
 *   the one asked for would be worse than stopping
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

/** Imported only when needed: loading Playwright takes longer than every look-up above together. */
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
 * The path of that Chromium, for those who cannot go on without one.
 *
 * @returns {Promise<string>}
 * @throws {Error} if there is none, with what to do about it
 */
export async function chromiumPath() {
  const found = await findChromium();
  if (found === undefined) throw new Error('no Chromium: run node scripts/ensure-browser.mjs');
  return found.path;
}
