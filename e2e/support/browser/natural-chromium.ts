import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from 'playwright';
import { outputAsOrdered } from '../sound/real-output.ts';
import { soundEnv } from '../sound/sound.ts';

export interface NaturalChromium {
  readonly browser: Browser;
  readonly pid: number;
  close(): Promise<void>;
}

const CLOSE_PATIENCE_MS = 10_000;

/**
 * Starts Chromium as a person runs it. A Chromium that Playwright starts keeps every page "visible" and its timers
 * running. Here a tab behind another one is hidden and throttled, as it is for users.
 */
export async function launchNaturalChromium(
  executablePath: string,
  args: readonly string[],
  sound?: Readonly<Record<string, string>>,
): Promise<NaturalChromium> {
  const env = { ...process.env, ...(sound ?? (await soundEnv())) };
  const profile = mkdtempSync(join(tmpdir(), 'capstan-profile-'));
  const child = spawn(
    executablePath,
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-sandbox',
      // Wide enough for the library to stand beside the record view.
      '--window-size=1280,800',
      ...args,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endpoint = await debuggingEndpoint(child.stderr);
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  await outputAsOrdered(browser.contexts()[0]!);
  return {
    browser,
    pid: child.pid!,
    async close() {
      // When Chromium is asked to close, it ends its children first. If it were killed, they would go on writing into
      // the profile.
      const session = await browser.newBrowserCDPSession();
      await session.send('Browser.close');
      const stuck = setTimeout(() => child.kill('SIGKILL'), CLOSE_PATIENCE_MS);
      await exited;
      clearTimeout(stuck);
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** The address on which Chromium listens, which it prints to stderr. */
function debuggingEndpoint(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stderr });
    const late = setTimeout(() => reject(new Error('Chromium did not start to listen')), 30_000);
    lines.on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
  });
}
