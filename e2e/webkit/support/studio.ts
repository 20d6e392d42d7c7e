import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { startServer } from '../../../scripts/serve.mjs';
import type { Pulse } from '../../support/sound/pulse.ts';
import { startSound } from '../../support/sound/sound.ts';
import { startUrgently } from '../../support/faults/urgent.ts';
import { WebKitApp } from './app.ts';
import { launchWebKit, type WebKitMicrophone } from './webkit.ts';
import type { WebDriver } from './webdriver.ts';

export interface StudioOptions {
  /** The microphone. Default `mock`. */
  readonly microphone?: WebKitMicrophone;
  /** Whether JavaScript may share memory. Default true. */
  readonly sharedMemory?: boolean;
}

/** WebKitGTK with a microphone and an audio output, and a server with the built app. */
export interface WebKitStudio {
  readonly url: string;
  readonly driver: WebDriver;
  readonly pulse: Pulse;
  /** The folder for downloads. */
  readonly folder: string;
}

/** Runs a test with the app in its own studio. The test fails if the page has an uncaught error. */
export async function inWebKit(
  { microphone = 'mock', sharedMemory = true }: StudioOptions,
  work: (app: WebKitApp, studio: WebKitStudio) => Promise<void>,
): Promise<void> {
  const server = await startServer({ port: 0 });
  const pulse = await startSound({ microphone: microphone === 'real' });
  const home = mkdtempSync(join(tmpdir(), 'capstan-webkit-'));
  try {
    const options = { home, microphone, sharedMemory, soundEnv: pulse.env };
    const webkit = await startUrgently(() => launchWebKit(options));
    try {
      const studio = { url: server.url, driver: webkit.driver, pulse, folder: home };
      const app = await WebKitApp.open(studio);
      await work(app, studio);
      expect(await app.problems()).toEqual([]);
    } finally {
      await webkit.close();
    }
  } finally {
    await pulse.close();
    await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
