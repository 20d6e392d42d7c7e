import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';
import { findFirefox } from '../../../scripts/find-firefox.mjs';
import { NO_SOUND } from '../../support/sound/sound.ts';
import { processTree } from './process-tree.ts';

/**
 * `sine`: Firefox's own fake microphone, mono, 16 bit, exact; it runs off the audio clock.
 * `real`: whatever the sound server has. Both are allowed without a question. `denied`: the person said no for good.
 */
export type FirefoxMicrophone = 'sine' | 'real' | 'denied';

/** Hz. The period is no whole number of frames, so that no missing 10 ms, and no missing block, leaves the phase as it was. */
export const SINE_HZ = 997;

export interface FirefoxOptions {
  /** Kept: the caller removes it. */
  readonly profile: string;
  readonly microphone: FirefoxMicrophone;
  /** The sound server's; without it, there is no sound at all. */
  readonly soundEnv?: Readonly<Record<string, string>>;
  readonly prefs?: Readonly<Record<string, boolean | number | string>>;
}

export interface Firefox {
  readonly browser: Browser;
  /** Where downloads go. */
  readonly downloads: string;
  close(): Promise<void>;
  /** As a power cut or the system's out-of-memory killer does it: all its processes at once, no goodbye. */
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
    userDataDir: options.profile,
    // Its own: Firefox as root refuses a home that belongs to somebody else.
    env: { ...process.env, ...(options.soundEnv ?? NO_SOUND), HOME: options.profile },
    extraPrefsFirefox: {
      ...microphonePrefs(options.microphone),
      // 0.09 s of buffer: with Firefox's own 10 to 20 ms a busy machine without real-time threads, as test machines are,
      // starves its audio clock, and Firefox then leaves out and fills in frames before the page sees any.
      'media.cubeb_latency_mtg_frames': 4096,
      // What a person's click gives: puppeteer's clicks count too, but a restored page has none.
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
