import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';
import { onPath } from './lib/on-path.mjs';

/**
 * The programs needed for sound, and the Debian package of each. Desktops have a sound server but test machines seldom
 * do, so the tests start their own for the browsers. Firefox's audio clock runs only where there is an output. `pactl`
 * injects the server's faults, `paplay` plays into its microphone.
 *
 * @type {Readonly<Record<string, string>>}
 */
const SOUND = { pulseaudio: 'pulseaudio', pactl: 'pulseaudio-utils', paplay: 'pulseaudio-utils' };

/**
 * Finds PulseAudio. As root on Debian, installs the packages that are missing.
 *
 * @returns {Promise<void>}
 * @throws {Error} that tells how to get what is missing
 */
export async function ensureSound() {
  let missing = missingPackages();
  if (missing.length > 0 && canUseApt()) {
    console.log(`Missing: ${missing.join(', ')}. Installing the Debian packages.`);
    await aptInstall(missing);
    missing = missingPackages();
  }
  if (missing.length === 0) return;
  throw new Error(
    `The browser tests need PulseAudio. On Debian: sudo apt-get install ${missing.join(' ')}. ` +
      'CAPSTAN_SOUND=none runs those in Chromium without any sound server.',
  );
}

/** The Debian packages of the sound programs that are not on PATH. */
function missingPackages() {
  const missing = Object.entries(SOUND).flatMap(([tool, name]) => (onPath(tool) === undefined ? [name] : []));
  return [...new Set(missing)];
}

if (isMain(import.meta.url)) {
  try {
    await ensureSound();
    console.log('PulseAudio is here.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
