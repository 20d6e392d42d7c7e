import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import { findFirefox } from '../../../scripts/find-firefox.mjs';
import { NO_SOUND } from '../../support/sound/sound.ts';
import { processTree } from './process-tree.ts';

/**
 * `sine`: Firefox's own fake microphone, mono, 16 bits, exact, driven by the audio clock.
 * `real`: the microphone of the sound server. Both are allowed without a prompt. `denied`: the person denied the
 * microphone permanently.
 */
export type FirefoxMicrophone = 'sine' | 'real' | 'denied';

/**
 * In Hz. The period is not a whole number of frames, so that neither a missing 10 ms nor a missing block leaves the
 * phase unchanged.
 */
export const SINE_HZ = 997;

export interface FirefoxOptions {
  /** The profile's folder, which is kept: the caller removes it. */
  readonly profile: string;
  readonly microphone: FirefoxMicrophone;
  /** Environment variables of the sound server. Without them there is no sound at all. */
  readonly soundEnv?: Readonly<Record<string, string>>;
  readonly prefs?: Readonly<Record<string, boolean | number | string>>;
}

export interface Firefox {
  readonly browser: Browser;
  /** The folder for downloads. */
  readonly downloads: string;
  close(): Promise<void>;
  /** Kills all its processes at once and without warning, as a power cut or the system's out-of-memory killer does. */
  kill(): Promise<void>;
}

export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  const found = findFirefox();
  if (found === undefined) throw new Error('no Firefox: run node scripts/ensure-firefox.mjs');
  const downloads = join(options.profile, 'downloads');
  mkdirSync(downloads, { recursive: true });
  const browser = await launch({
    browser: 'firefox',
    executablePath: found.path,
    headless: true,
    // Wide enough for the library to stand beside the record view.
    defaultViewport: { width: 1280, height: 800 },
    userDataDir: options.profile,
    // A separate home, because Firefox running as root refuses a home that belongs to another user.
    env: { ...process.env, ...(options.soundEnv ?? NO_SOUND), HOME: options.profile },
    extraPrefsFirefox: {
      ...microphonePrefs(options.microphone),
      // 0.09 s of buffer. With Firefox's own 10 to 20 ms, a busy machine without real-time threads, such as a test
      // machine, starves its audio clock. Firefox then leaves out and fills in frames before the page sees any.
      'media.cubeb_latency_mtg_frames': 4096,
      // The permission that a person's click gives: puppeteer's clicks count too, but a restored page has none.
      'media.autoplay.default': 0,
      'media.autoplay.block-webaudio': false,
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      ...options.prefs,
    },
  });
  const child = browser.process()!;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    browser,
    downloads,
    async close() {
      await browser.close();
      await exited;
    },
    async kill() {
      for (const pid of processTree(child.pid!)) process.kill(pid, 'SIGKILL');
      await exited;
    },
  };
}

function microphonePrefs(microphone: FirefoxMicrophone): Record<string, boolean | number> {
  switch (microphone) {
    case 'sine':
      return {
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
        'media.navigator.audio.fake_frequency': SINE_HZ,
      };
    case 'real':
      return { 'media.navigator.permission.disabled': true };
    case 'denied':
      return { 'media.navigator.streams.fake': true, 'permissions.default.microphone': 2 };
  }
}
