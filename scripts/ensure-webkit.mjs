import { ensureSound } from './ensure-sound.mjs';
import { findWebKit } from './find-webkit.mjs';
import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';

/** Installed without their recommended packages: media players, graphics drivers. */
const PACKAGES = ['webkit2gtk-driver', 'xvfb'];

/**
 * Finds WebKitGTK with its driver, a virtual screen for it, and PulseAudio. As root on Debian, installs the packages
 * that are missing.
 *
 * @returns {Promise<import('./find-webkit.mjs').FoundWebKit>}
 * @throws {Error} that tells how to get what is missing
 */
export async function ensureWebKit() {
  let present = findWebKit();
  if (present === undefined && canUseApt()) {
    console.log(`Missing: ${PACKAGES.join(' or ')}. Installing the Debian packages.`);
    await aptInstall(PACKAGES);
    present = findWebKit();
  }
  if (present === undefined) {
    throw new Error(
      'No WebKitGTK to test with. It takes WebKitWebDriver, MiniBrowser and Xvfb; on Debian: ' +
        `sudo apt-get install ${PACKAGES.join(' ')}. CAPSTAN_MINIBROWSER may hold the path of a MiniBrowser.`,
    );
  }
  await ensureSound();
  return present;
}

if (isMain(import.meta.url)) {
  try {
    const { browser, driver } = await ensureWebKit();
    console.log(`${browser}, driven by ${driver}, with Xvfb and PulseAudio`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
