import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { chromiumPath } from '../../../scripts/find-browser.mjs';
import { assertReadable, launchChromium, type FakeMicOptions, type ProfiledBrowser } from './fake-mic.ts';

/** What a browser is started with. Browsers started with equal recipes are interchangeable. */
export type BrowserRecipe = Omit<FakeMicOptions, 'executablePath' | 'profile' | 'still'>;

/** A browser that a test uses, and that a later test may use again. */
export interface PooledBrowser {
  readonly context: BrowserContext;
  /** Opens a new tab. At first, every other tab of the browser is blank. */
  newPage(): Promise<Page>;
  /** Closes all tabs that were opened, deletes all that `origin` stored, and keeps the browser for the next test. */
  leave(origin: string): Promise<void>;
  /** Closes the browser, because it may not be in the state that the next test expects. */
  close(): Promise<void>;
}

interface Kept {
  readonly key: string;
  readonly browser: ProfiledBrowser;
  /** Keeps the browser's window open, and gives access to the storage of any origin. */
  readonly blank: Page;
}

/** Idle browsers, the most recently used one last. An idle browser costs memory but no processor time. */
const idle: Kept[] = [];
/** Consecutive tests mostly alternate between this many recipes. */
const MOST_IDLE = 3;

/**
 * Symbolic link to the microphone file of the current test. A browser is given one file name for its microphone and
 * reads the file each time it opens the microphone.
 */
let microphone: string | undefined;

function pointMicrophoneAt(file: string): string {
  assertReadable(file);
  microphone ??= join(mkdtempSync(join(tmpdir(), 'capstan-mic-')), 'microphone.wav');
  rmSync(microphone, { force: true });
  symlinkSync(file, microphone);
  return microphone;
}

/**
 * Takes a browser started with this recipe: an idle one that an earlier test left, otherwise a new one. Starting a
 * browser occupies both cores for seconds and delays everything else on the machine. Each test has its own origin, and
 * therefore its own storage, service worker and permission.
 */
export async function takeBrowser(asked: BrowserRecipe): Promise<PooledBrowser> {
  const { micFile } = asked;
  const recipe = micFile === undefined ? asked : { ...asked, micFile: pointMicrophoneAt(micFile) };
  const key = JSON.stringify(recipe);
  const inUse = takeIdle(key) ?? (await start(key, recipe));
  const { context } = inUse.browser;
  return {
    context,
    newPage: () => context.newPage(),
    async leave(origin) {
      for (const page of context.pages()) if (page !== inUse.blank) await page.close();
      await forget(inUse.blank, origin);
      idle.push(inUse);
      if (idle.length > MOST_IDLE) await idle.shift()!.browser.close();
    },
    close: () => inUse.browser.close(),
  };
}

/** Closes the idle browsers. */
export async function closeIdleBrowsers(): Promise<void> {
  await Promise.all(idle.splice(0).map(({ browser }) => browser.close()));
}

process.on('exit', () => {
  if (microphone !== undefined) rmSync(dirname(microphone), { recursive: true, force: true });
});

/** Takes an idle browser with that key out of the pool. */
function takeIdle(key: string): Kept | undefined {
  const at = idle.findIndex((kept) => kept.key === key);
  return at < 0 ? undefined : idle.splice(at, 1)[0];
}

async function start(key: string, recipe: BrowserRecipe): Promise<Kept> {
  const browser = await launchChromium({ ...recipe, still: true, executablePath: await chromiumPath() });
  return { key, browser, blank: browser.context.pages()[0] ?? (await browser.context.newPage()) };
}

async function forget(blank: Page, origin: string): Promise<void> {
  const session = await blank.context().newCDPSession(blank);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}
