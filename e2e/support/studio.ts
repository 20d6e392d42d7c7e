import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { findChromium } from '../../scripts/find-browser.mjs';
import { startServer } from '../../scripts/serve.mjs';
import { launchChromium, micArgs } from './fake-mic.ts';
import { launchNaturalChromium } from './natural-chromium.ts';

export interface StudioOptions {
  /** What the microphone hears; without it, this machine has no microphone. */
  readonly micFile?: string;
  /** `app` is what users get; `lab` the same build with the engine's page beside it. */
  readonly site?: 'app' | 'lab';
  readonly isolation?: boolean;
  /** Chromium as a person runs it: tabs in the background are hidden and throttled. */
  readonly natural?: boolean;
  readonly extraArgs?: readonly string[];
  /** A folder to serve in the place of the build. */
  readonly root?: string;
}

/** A browser with a file for a microphone, a server with the built app, and a folder for what comes out. */
export interface Studio {
  readonly url: string;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** An empty folder, removed at the end. */
  readonly folder: string;
  /** What the page and its workers printed as errors. */
  readonly problems: string[];
  close(): Promise<void>;
}

export async function openStudio(options: StudioOptions): Promise<Studio> {
  const found = await findChromium();
  if (found === undefined) throw new Error('no Chromium: run node scripts/ensure-browser.mjs');
  const server = await startServer({
    root: options.root ?? (options.site === 'lab' ? 'dist-lab' : 'dist'),
    port: 0,
    isolation: options.isolation ?? true,
  });
  const { browser, context, close } =
    options.natural === true
      ? await naturalBrowser(found.path, options)
      : await testBrowser(found.path, options);
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const folder = mkdtempSync(join(tmpdir(), 'capstan-e2e-'));
  return {
    url: server.url,
    browser,
    context,
    page,
    folder,
    problems,
    async close() {
      await close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface OpenedBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

async function testBrowser(executablePath: string, options: StudioOptions): Promise<OpenedBrowser> {
  const { micFile, extraArgs = [] } = options;
  const browser = await launchChromium({ executablePath, extraArgs, ...(micFile === undefined ? {} : { micFile }) });
  return { browser, context: await browser.newContext(), close: () => browser.close() };
}

async function naturalBrowser(
  executablePath: string,
  { micFile, extraArgs = [] }: StudioOptions,
): Promise<OpenedBrowser> {
  const { browser, close } = await launchNaturalChromium(executablePath, [...micArgs(micFile), ...extraArgs]);
  return { browser, context: browser.contexts()[0]!, close };
}

/** Fetches a take's file out of the page's private file system. */
export async function takeFileOut(page: Page, takeId: string, file: string, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  const STEP = 4 * 1024 * 1024;
  for (let at = 0; ; at += STEP) {
    const base64 = await page.evaluate(
      async ({ takeId, file, at, step }) => {
        const root = await navigator.storage.getDirectory();
        const takes = await root.getDirectoryHandle('takes');
        const handle = await (await takes.getDirectoryHandle(takeId)).getFileHandle(file);
        const slice = (await handle.getFile()).slice(at, at + step);
        return new Promise<string>((resolve, reject) => {
          const reader = new FileReader();
          reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
          reader.onerror = () => reject(new Error('the slice could not be read'));
          reader.readAsDataURL(slice);
        });
      },
      { takeId, file, at, step: STEP },
    );
    const bytes = Buffer.from(base64, 'base64');
    chunks.push(bytes);
    if (bytes.length < STEP) break;
  }
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}
