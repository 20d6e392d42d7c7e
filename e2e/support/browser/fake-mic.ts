import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright';
import { outputAsOrdered } from '../sound/real-output.ts';
import { soundEnv } from '../sound/sound.ts';

export interface FakeMicOptions {
  /**
   * Absolute path of a 44.1 kHz 16-bit stereo WAV file. It plays once, from the moment the microphone is opened.
   * Without it, there is no fake microphone: on a machine without one, none at all.
   */
  readonly micFile?: string;
  readonly executablePath: string;
  /** Leaves the question for the microphone unanswered. */
  readonly asks?: boolean;
  readonly extraArgs?: readonly string[];
  /** Without service workers a page is not kept for starts without a network, which takes a fifth of what a test takes. */
  readonly serviceWorkers?: 'allow' | 'block';
  readonly headless?: boolean;
  /** In its environment, to find a sound server by; without: that of this process. */
  readonly sound?: Readonly<Record<string, string>>;
  /** A folder for the profile, which stays; without it, a new one that goes with the browser. */
  readonly profile?: string;
}

/** Muted, Chromium's output clock runs at about half speed, and captured audio arrives in shreds. */
const MUTE = '--mute-audio';

const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-gpu',
];

export interface ProfiledBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * Starts full Chromium (not the headless shell, which refuses microphones) with a file for a microphone. One file per
 * browser process: a test that needs another signal starts another browser. The profile is on disk, as people's are: a
 * context of its own would be a private window, whose files the browser process keeps and writes.
 */
export async function launchChromium(options: FakeMicOptions): Promise<ProfiledBrowser> {
  if (options.micFile !== undefined) assertReadable(options.micFile);
  const sound = options.sound ?? (await soundEnv());
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'capstan-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executablePath,
    headless: options.headless ?? true,
    env: { ...process.env, ...sound },
    serviceWorkers: options.serviceWorkers ?? 'allow',
    ignoreDefaultArgs: [MUTE],
    args: [...micArgs(options.micFile, options.asks), ...(options.extraArgs ?? [])],
  });
  await outputAsOrdered(context);
  return {
    context,
    async close() {
      await context.close();
      if (options.profile === undefined)
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Chromium answers an unreadable file with silence; that has to fail here, by name. */
export function assertReadable(micFile: string): void {
  accessSync(micFile, constants.R_OK);
}

/** Chromium's arguments for a file as the microphone, or for no microphone. */
export function micArgs(micFile?: string, asks = false): string[] {
  return [
    ...(asks ? [] : ['--use-fake-ui-for-media-stream']),
    ...(micFile === undefined
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${micFile}%noloop`]),
    '--autoplay-policy=no-user-gesture-required',
    ...QUIET,
  ];
}
