import { findFirefox } from './find-firefox.mjs';
import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';
import { onPath } from './lib/on-path.mjs';
import { startable } from './lib/startable.mjs';

/**
 * Firefox's audio clock runs only where there is an audio output: a machine without a sound card gets one from
 * PulseAudio. `paplay` plays into its microphone.
 *
 * @type {Readonly<Record<string, string>>}
 */
const SOUND = { pulseaudio: 'pulseaudio', paplay: 'pulseaudio-utils' };

/**
 * Finds a Firefox that starts and PulseAudio, or gets them: as root on Debian, the packages.
 *
 * @returns {Promise<{ path: string, source: string, version: string }>}
 * @throws {Error} that says how to get what is missing
 */
export async function ensureFirefox() {
  let present = await startable(findFirefox());
  let silent = missingSound();
  if ((present === undefined || silent.length > 0) && canUseApt()) {
    const missing = [...(present === undefined ? ['firefox-esr'] : []), ...silent];
    console.log(`Missing: ${missing.join(', ')}. Installing the Debian packages.`);
    await aptInstall(missing);
    present = await startable(findFirefox());
    silent = missingSound();
  }
  if (present === undefined) {
    throw new Error(
      'No Firefox to test with. Install Firefox (on Debian: sudo apt-get install firefox-esr), or set CAPSTAN_FIREFOX ' +
        'to the path of one.',
    );
  }
  if (silent.length > 0) {
    throw new Error(`The Firefox tests need PulseAudio. On Debian: sudo apt-get install ${silent.join(' ')}`);
  }
  return present;
}

/** The packages of the sound programs that are not on PATH. */
function missingSound() {
  return Object.entries(SOUND).flatMap(([tool, name]) => (onPath(tool) === undefined ? [name] : []));
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
