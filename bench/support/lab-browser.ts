import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { mainProcess } from '../../e2e/support/browser/browser-processes.ts';
import { outputAsOrdered } from '../../e2e/support/sound/real-output.ts';
import { soundEnv } from '../../e2e/support/sound/sound.ts';
import { ensureBrowser } from '../../scripts/ensure-browser.mjs';
import { serveLab } from './serve-lab.ts';

export interface LabBrowserOptions {
  /** The folder with the built lab. */
  readonly site: string;
  readonly path: string;
  readonly micFile: string;
}

/** A browser with a microphone, its own profile on disk, and one page of the lab. */
export interface LabBrowser {
  readonly page: Page;
  /** The browser's main process. */
  readonly pid: number;
  /** The folder of its profile. */
  readonly profile: string;
  close(): Promise<void>;
}

const ARGS = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  // Makes memory measurements run at once, not within the next minutes.
  '--enable-blink-features=ForceEagerMeasureMemory',
];

/**
 * Opens a page of the lab in a browser with a profile on disk, as users have. Playwright's usual contexts are private
 * windows: Chromium keeps their file system in the browser process, and each read and write takes a message.
 */
export async function openLab(options: LabBrowserOptions): Promise<LabBrowser> {
  const { path: executablePath } = await ensureBrowser();
  // If Chromium cannot read the file, it plays silence.
  accessSync(options.micFile, constants.R_OK);
  const sound = await soundEnv();
  const site = await serveLab(options.site);
  const profile = mkdtempSync(join(tmpdir(), 'capstan-profile-'));
  let context: BrowserContext | undefined;
  const close = async () => {
    await context?.close();
    await site.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      env: { ...process.env, ...sound },
      // When muted, its output clock runs at about half speed.
      ignoreDefaultArgs: ['--mute-audio'],
      args: [...ARGS, `--use-file-for-fake-audio-capture=${options.micFile}%noloop`],
    });
    await outputAsOrdered(context);
    const page = context.pages()[0] ?? (await context.newPage());
    page.on('pageerror', (error) => console.error(`page: ${String(error)}`));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`page: ${message.text()}`);
    });
    await page.goto(`${site.url}${options.path}`);
    return { page, pid: await mainProcess(context), profile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the lab, uses it, and closes it even if that fails. */
export async function withLab<T>(
  options: LabBrowserOptions,
  use: (lab: LabBrowser) => Promise<T>,
): Promise<T> {
  const lab = await openLab(options);
  try {
    return await use(lab);
  } finally {
    await lab.close();
  }
}
