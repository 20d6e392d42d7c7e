import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright';
import { outputAsOrdered } from '../sound/real-output.ts';
import { endCounted } from '../runs/cpu-seconds.ts';
import { soundEnv } from '../sound/sound.ts';

export interface FakeMicOptions {
  /**
   * Absolute path of a 44.1 kHz 16-bit stereo WAV file. It plays once, from the moment the microphone is opened.
   * Without it there is no fake microphone, and on a machine without a real one there is no microphone at all.
   */
  readonly micFile?: string;
  readonly executablePath: string;
  /** The browser leaves the permission prompt for the microphone unanswered. */
  readonly asks?: boolean;
  readonly extraArgs?: readonly string[];
  /** `block`: the page is not cached for offline starts. That caching takes a fifth of a test's time. */
  readonly serviceWorkers?: 'allow' | 'block';
  readonly headless?: boolean;
  /** A phone: 390 × 844 CSS pixels, used by finger. */
  readonly phone?: boolean;
  /** Pages see a person who wants no motion, so that less is drawn. A page may be told otherwise. */
  readonly still?: boolean;
  /** Environment variables by which the browser finds a sound server. Default: those of this process's sound server. */
  readonly sound?: Readonly<Record<string, string>>;
  /** A folder for the profile, which is kept. Default: a new folder, which is removed when the browser closes. */
  readonly profile?: string;
}

/** With this flag Chromium's output clock runs at about half speed, and captured audio arrives in fragments. */
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

const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

export interface ProfiledBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * Starts full Chromium (not the headless shell, which refuses microphones) with a file as its microphone. Each browser
 * process takes one file: a test that needs another signal starts another browser. The profile is on disk, like that of
 * a person: a separate context would be a private window, whose files the browser process keeps and writes.
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
    ...(options.still === true && { reducedMotion: 'reduce' as const }),
    ignoreDefaultArgs: [MUTE],
    ...(options.phone === true ? PHONE : {}),
    args: [...micArgs(options.micFile, options.asks), ...(options.extraArgs ?? [])],
  });
  await outputAsOrdered(context);
  return {
    context,
    async close() {
      await endCounted(() => context.close());
      if (options.profile === undefined)
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Chromium plays silence for an unreadable file. This check makes it an error that names the file. */
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
