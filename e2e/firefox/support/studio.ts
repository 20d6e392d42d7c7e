import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect } from 'playwright/test';
import { startServer } from '../../../scripts/serve.mjs';
import type { Pulse, PulseOptions } from '../../support/sound/pulse.ts';
import { startSound } from '../../support/sound/sound.ts';
import { startUrgently } from '../../support/faults/urgent.ts';
import { launchFirefox, type Firefox, type FirefoxMicrophone } from './firefox.ts';

export interface StudioOptions {
  /** The microphone. Default `sine`. */
  readonly microphone?: FirefoxMicrophone;
  /** Options of the sound server; `null` is a machine without any sound. */
  readonly sound?: PulseOptions | null;
  readonly prefs?: Readonly<Record<string, boolean | number | string>>;
}

/**
 * Firefox with a microphone and an audio output, a server with the built app, and a folder for the files that a test
 * produces.
 */
export interface FirefoxStudio {
  readonly url: string;
  readonly page: Page;
  /** `undefined` on a machine without sound. */
  readonly pulse: Pulse | undefined;
  readonly folder: string;
  readonly downloads: string;
  /** What the page and its workers printed as errors. */
  readonly problems: string[];
  /** Kills the browser and starts it again on the same profile, with an empty page. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
}

export async function openFirefoxStudio(options: StudioOptions = {}): Promise<FirefoxStudio> {
  const { microphone = 'sine', sound = {}, prefs = {} } = options;
  const server = await startServer({ port: 0 });
  const pulse =
    sound === null ? undefined : await startSound({ microphone: microphone === 'real', ...sound });
  const profile = mkdtempSync(join(tmpdir(), 'capstan-profile-'));
  const folder = mkdtempSync(join(tmpdir(), 'capstan-e2e-'));
  const problems: string[] = [];
  const start = async (): Promise<{ firefox: Firefox; page: Page }> => {
    const options = { profile, microphone, prefs, ...(pulse && { soundEnv: pulse.env }) };
    const firefox = await startUrgently(() => launchFirefox(options));
    const page = (await firefox.browser.pages())[0] ?? (await firefox.browser.newPage());
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    return { firefox, page };
  };
  let running = await start();
  return {
    url: server.url,
    pulse,
    folder,
    problems,
    get page() {
      return running.page;
    },
    get downloads() {
      return running.firefox.downloads;
    },
    async killAndRestart() {
      await running.firefox.kill();
      running = await start();
    },
    async close() {
      await running.firefox.close();
      await pulse?.close();
      await server.close();
      for (const path of [profile, folder])
        rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Runs a test in its own studio. The test fails if anything is printed as an error. */
export async function inFirefox(
  options: StudioOptions,
  work: (studio: FirefoxStudio) => Promise<void>,
): Promise<void> {
  const studio = await openFirefoxStudio(options);
  try {
    await work(studio);
    expect(studio.problems).toEqual([]);
  } finally {
    await studio.close();
  }
}
