import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { chromiumPath } from '../../../scripts/find-browser.mjs';
import { startServer } from '../../../scripts/serve.mjs';
import { installAudioFaults, type AudioFaultOptions } from '../../../src/testing/audio-faults.ts';
import { closeIdleBrowsers, takeBrowser, type BrowserRecipe } from './browser-pool.ts';
import { micArgs } from './fake-mic.ts';
import { beSparing, letMove } from './sparing.ts';
import { launchNaturalChromium } from './natural-chromium.ts';
import { soundOrders } from '../sound/sound-orders.ts';
import { collectTakeFile, readTakeSlice } from './take-file-out.ts';

export interface StudioOptions {
  /** The file that the microphone plays. Without it this machine has no microphone. */
  readonly micFile?: string;
  /** `app` is what users get. `lab` is the same build with the engine's test page added. */
  readonly site?: 'app' | 'lab';
  /**
   * Whether the page is cross-origin isolated and so may share memory. Default: what this run asks for (see `PLAIN`).
   */
  readonly isolation?: boolean;
  /** Chromium as a person runs it: background tabs are hidden and throttled. */
  readonly natural?: boolean;
  readonly extraArgs?: readonly string[];
  /** The browser asks for the microphone as it asks people, and `setMicrophonePermission` answers. */
  readonly asks?: boolean;
  /** A phone: 390 × 844 CSS pixels, used by finger. */
  readonly phone?: boolean;
  /**
   * The page moves, draws 60 times a second and fetches the encoder ahead, as it does for people. Otherwise it is
   * sparing: that would take more of the processor than what is tested. Default for `natural`.
   */
  readonly lively?: boolean;
  /** The page is cached for offline starts, as it is for users. */
  readonly keptForOffline?: boolean;
  /** The browser is new, and no later test uses it. */
  readonly ownBrowser?: boolean;
  /** Environment variables of a sound server that the test started. Default: those of this process's sound server. */
  readonly sound?: Readonly<Record<string, string>>;
  /** A folder to serve instead of the build. */
  readonly root?: string;
}

/** The longest time for an action, so that one which never ends names itself before the test's time is over. */
const ANSWER_MS = 45_000;

/** Whether every test runs on a page without shared memory (`npm run test:plain`). */
export const PLAIN = process.env['CAPSTAN_PLAIN'] === '1';

/**
 * A browser with a file as its microphone, a server with the built app, and a folder for the files that a test
 * produces.
 */
export interface Studio {
  readonly url: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** An empty folder, which `close` removes. */
  readonly folder: string;
  /** Uncaught errors of the page, and everything that the page and its workers printed as errors. */
  readonly problems: string[];
  /** Opens another tab, which draws as the first one does. */
  newTab(): Promise<Page>;
  /** Stops the server, which has the effect of a lost network. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

export async function openStudio(options: StudioOptions): Promise<Studio> {
  const server = await startServer({
    root: options.root ?? (options.site === 'lab' ? 'dist-lab' : 'dist'),
    port: 0,
    isolation: options.isolation ?? !PLAIN,
  });
  const { context, page, leave } =
    options.natural === true ? await naturalBrowser(options) : await pooledBrowser(options);
  context.setDefaultTimeout(ANSWER_MS);
  const asAsked = async (tab: Page): Promise<Page> => {
    if (options.natural !== true) await (options.lively === true ? letMove(tab) : beSparing(tab));
    return tab;
  };
  await asAsked(page);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const folder = mkdtempSync(join(tmpdir(), 'capstan-e2e-'));
  return {
    url: server.url,
    context,
    page,
    folder,
    problems,
    newTab: async () => asAsked(await context.newPage()),
    stopServer: () => server.close(),
    async close() {
      await leave(server.url);
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a test in its own studio, which is closed afterwards. Resolves with the test's result. */
export async function inStudio<Result = void>(
  options: StudioOptions,
  work: (studio: Studio) => Promise<Result>,
): Promise<Result> {
  const studio = await openStudio(options);
  try {
    return await work(studio);
  } finally {
    await studio.close();
  }
}

/** Like `inStudio`, with the audio fault kit installed in the studio's page. */
export function withFaultKit(
  options: StudioOptions & AudioFaultOptions,
  work: (studio: Studio) => Promise<void>,
): Promise<void> {
  const { realOutput = soundOrders().realOutput, graphAlone = false, ...others } = options;
  return inStudio(others, async (studio) => {
    await studio.page.addInitScript(installAudioFaults, { realOutput, graphAlone });
    await work(studio);
  });
}

interface OpenBrowser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Called after use, with the server's origin. */
  leave(origin: string): Promise<void>;
}

async function pooledBrowser(options: StudioOptions): Promise<OpenBrowser> {
  const {
    micFile,
    asks = false,
    extraArgs = [],
    ownBrowser = false,
    keptForOffline = false,
    phone = false,
    sound,
  } = options;
  const recipe: BrowserRecipe = {
    asks,
    extraArgs,
    phone,
    serviceWorkers: keptForOffline ? 'allow' : 'block',
    ...(micFile === undefined ? {} : { micFile }),
    ...(sound === undefined ? {} : { sound }),
  };
  if (ownBrowser) await closeIdleBrowsers();
  const browser = await takeBrowser(recipe);
  return {
    context: browser.context,
    page: await browser.newPage(),
    leave: ownBrowser ? () => browser.close() : (origin) => browser.leave(origin),
  };
}

async function naturalBrowser({ micFile, extraArgs = [], sound }: StudioOptions): Promise<OpenBrowser> {
  const args = [...micArgs(micFile), ...extraArgs];
  const { browser, close } = await launchNaturalChromium(await chromiumPath(), args, sound);
  const context = browser.contexts()[0]!;
  return { context, page: context.pages()[0] ?? (await context.newPage()), leave: close };
}

/**
 * Answers the permission prompt for the person. `denied` after `granted` takes the microphone away, as the browser's
 * own settings do.
 */
export async function setMicrophonePermission(
  { context, page, url }: Studio,
  setting: 'granted' | 'denied',
): Promise<void> {
  const tab = await context.newCDPSession(page);
  const { targetInfo } = await tab.send('Target.getTargetInfo');
  // This session is never detached, because the setting would be lost with it.
  const session = await context.browser()!.newBrowserCDPSession();
  await session.send('Browser.setPermission', {
    permission: { name: 'microphone' },
    setting,
    origin: url,
    ...(targetInfo.browserContextId === undefined ? {} : { browserContextId: targetInfo.browserContextId }),
  });
  await tab.detach();
}

/** Copies a take's file from the page's private file system to `path`. Returns `path`. */
export function takeFileOut(page: Page, takeId: string, file: string, path: string): Promise<string> {
  return collectTakeFile((slice) => page.evaluate(readTakeSlice, slice), takeId, file, path);
}
