import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable, onPath } from './lib/on-path.mjs';

/** Where distributions keep WebKitGTK's own programs, in a folder for each of its API versions. */
const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/libexec',
  '/usr/lib',
];
const INTERFACE = /^webkit(2gtk|gtk)-\d/;

/**
 * @typedef {object} FoundWebKit
 * @property {string} driver WebKitWebDriver, which receives the WebDriver commands
 * @property {string} browser MiniBrowser, a minimal browser around WebKitGTK
 * @property {string} display Xvfb, a virtual screen
 */

/**
 * Finds the WebKitGTK to test with and the programs that drive it. The browser is CAPSTAN_MINIBROWSER if it is set,
 * otherwise an installed MiniBrowser.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {readonly string[]} [libraries]
 * @returns {FoundWebKit | undefined} undefined if any of the programs is missing
 * @throws {Error} if CAPSTAN_MINIBROWSER is no executable
 */
export function findWebKit(env = process.env, libraries = LIBRARIES) {
  const driver = onPath('WebKitWebDriver', env['PATH']);
  const display = onPath('Xvfb', env['PATH']);
  const browser = findMiniBrowser(env, libraries);
  return driver && display && browser ? { driver, browser, display } : undefined;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} libraries
 */
function findMiniBrowser(env, libraries) {
  const chosen = env['CAPSTAN_MINIBROWSER'];
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CAPSTAN_MINIBROWSER is ${chosen}, which is not a program that can be run.`);
  }
  return libraries
    .flatMap((library) => interfaces(library).map((folder) => join(library, folder, 'MiniBrowser')))
    .find(isExecutable);
}

/** @param {string} library */
function interfaces(library) {
  try {
    return readdirSync(library)
      .filter((name) => INTERFACE.test(name))
      .sort();
  } catch {
    return [];
  }
}
