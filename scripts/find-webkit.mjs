import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable, onPath } from './lib/on-path.mjs';

/** Where distributions keep WebKitGTK's own programs, in a folder for each of its interfaces. */
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
 * @property {string} driver WebKitWebDriver, which takes the orders
 * @property {string} browser MiniBrowser, the smallest browser around WebKitGTK
 * @property {string} display Xvfb, a screen that nobody sees
 */

/**
 * The WebKitGTK to test with and what it takes to drive it: undefined where anything is missing. An explicit choice in
 * the environment wins, then what the system has.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {readonly string[]} [libraries]
 * @returns {FoundWebKit | undefined}
 * @throws {Error} if CAPSTAN_MINIBROWSER names something that is not there
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
