import { ensureSound } from './ensure-sound.mjs';
import { findFirefox } from './find-firefox.mjs';
import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';
import { startable } from './lib/startable.mjs';

/**
 * Finds a Firefox that starts, and PulseAudio. As root on Debian, installs the packages that are missing.
 *
 * @returns {Promise<{ path: string, source: string, version: string }>}
 * @throws {Error} that tells how to get what is missing
 */
export async function ensureFirefox() {
  let present = await startable(findFirefox());
  if (present === undefined && canUseApt()) {
    console.log('Missing: firefox-esr. Installing the Debian package.');
    await aptInstall(['firefox-esr']);
    present = await startable(findFirefox());
  }
  if (present === undefined) {
    throw new Error(
      'No Firefox to test with. Install Firefox (on Debian: sudo apt-get install firefox-esr), or set CAPSTAN_FIREFOX ' +
        'to the path of one.',
    );
  }
  await ensureSound();
  return present;
}

if (isMain(import.meta.url)) {
  try {
    const { path, source, version } = await ensureFirefox();
    console.log(`${version} at ${path} (${source}), with PulseAudio`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
