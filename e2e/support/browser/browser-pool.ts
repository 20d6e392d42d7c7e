import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { chromiumPath } from '../../../scripts/find-browser.mjs';
import { assertReadable, launchChromium, type FakeMicOptions, type ProfiledBrowser } from './fake-mic.ts';

/** What a browser is started with; two that are started alike are interchangeable. */
export type BrowserRecipe = Omit<FakeMicOptions, 'executablePath' | 'profile'>;

/** A browser that has been left, or is in use. */
export interface PooledBrowser {
  readonly context: BrowserContext;
  /** A new tab; it is the browser's only one with something in it. */
  newPage(): Promise<Page>;
  /** Closes all that was opened, and deletes all that `origin` stored. */
  leave(origin: string): Promise<void>;
  /** Ends it: it may not be what the next test expects. */
  close(): Promise<void>;
}

interface Kept {
  readonly key: string;
  readonly browser: ProfiledBrowser;
  /** Keeps the browser's window open, and reaches the storage of any origin. */
  readonly blank: Page;
}

/** Browsers that wait, the one that was left last at the end: idle, each costs memory and no time. */
const idle: Kept[] = [];
/** Tests that follow one another mostly take turns between so many recipes. */
const MOST_IDLE = 3;

/** A browser is told one file for its microphone, and reads it whenever it opens it: this name stands for the present test's. */
let microphone: string | undefined;

function pointMicrophoneAt(file: string): string {
  assertReadable(file);
  microphone ??= join(mkdtempSync(join(tmpdir(), 'capstan-mic-')), 'microphone.wav');
  rmSync(microphone, { force: true });
  symlinkSync(file, microphone);
  return microphone;
}

/**
 * A browser started by the recipe: one that a test before left, if it was started alike. Starting one takes
 * both cores for seconds, in which everything else on the machine is late. Each test has an origin of its own, hence
 * a storage, a service worker and a permission of its own.
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

/** Closes the browsers that wait for the next tests. */
export async function closeIdleBrowsers(): Promise<void> {
  await Promise.all(idle.splice(0).map(({ browser }) => browser.close()));
}

process.on('exit', () => {
  if (microphone !== undefined) rmSync(dirname(microphone), { recursive: true, force: true });
});

/** A browser that waits and has that key. */
function takeIdle(key: string): Kept | undefined {
  const at = idle.findIndex((kept) => kept.key === key);
  return at < 0 ? undefined : idle.splice(at, 1)[0];
}

async function start(key: string, recipe: BrowserRecipe): Promise<Kept> {
  const browser = await launchChromium({ ...recipe, executablePath: await chromiumPath() });
  return { key, browser, blank: browser.context.pages()[0] ?? (await browser.context.newPage()) };
}

async function forget(blank: Page, origin: string): Promise<void> {
  const session = await blank.context().newCDPSession(blank);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}
