import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';
import { onPath } from './lib/on-path.mjs';

/**
 * The programs that check recordings independently of our own code, and espeak-ng, which speaks the test signals. Each
 * with its Debian package.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const VALIDATORS = {
  ffmpeg: 'ffmpeg',
  flac: 'flac',
  mediainfo: 'mediainfo',
  mp3val: 'mp3val',
  opusinfo: 'opus-tools',
  'oggz-validate': 'oggz-tools',
  'sndfile-info': 'sndfile-programs',
  sox: 'sox',
  'espeak-ng': 'espeak-ng',
};

/**
 * The validators that are not on PATH.
 *
 * @param {string} [searchPath]
 * @returns {string[]}
 */
export function missingValidators(searchPath) {
  return Object.keys(VALIDATORS).filter((tool) => onPath(tool, searchPath) === undefined);
}

/**
 * Installs the missing validators if it can (as root on Debian).
 *
 * @throws {Error} that names the tools and packages that are still missing
 */
export async function ensureValidators() {
  let missing = missingValidators();
  if (missing.length > 0 && canUseApt()) {
    console.log(`Missing: ${missing.join(', ')}.`);
    await aptInstall(packagesOf(missing));
    missing = missingValidators();
  }
  if (missing.length === 0) return;
  throw new Error(
    `The tests need ${missing.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${packagesOf(missing).join(' ')}`,
  );
}

/** @param {readonly string[]} tools */
function packagesOf(tools) {
  return tools.map((tool) => VALIDATORS[tool] ?? tool);
}

if (isMain(import.meta.url)) {
  try {
    await ensureValidators();
    console.log(`All validators are here: ${Object.keys(VALIDATORS).join(', ')}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
