import { join } from 'node:path';
import { findChromium } from './find-browser.mjs';
import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';
import { startable } from './lib/startable.mjs';

const DOWNLOAD_LIMIT_MS = 180_000;
const PLAYWRIGHT_CLI = join(import.meta.dirname, '../node_modules/playwright/cli.js');

/**
 * Finds a Chromium that starts. If there is none, downloads Playwright's. If that does not start either, installs the
 * Debian package (as root on Debian).
 *
 * @returns {Promise<{ path: string, source: string, version: string }>}
 * @throws {Error} that tells how to get a browser
 */
export async function ensureBrowser() {
  const present = await startable(await findChromium());
  if (present) return present;

  console.log('No Chromium here that starts. Asking Playwright to download one.');
  const code = await run(process.execPath, [PLAYWRIGHT_CLI, 'install', 'chromium'], {
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  if (code !== 0) console.log(`That did not work (exit code ${code}).`);
  const downloaded = await startable(await findChromium());
  if (downloaded) return downloaded;

  if (canUseApt()) {
    console.log('Installing the Debian package instead.');
    await aptInstall(['chromium']);
    const installed = await startable(await findChromium());
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium to test with. Install Chromium or Google Chrome, or run `npx playwright install --with-deps chromium`, ' +
      'or set CAPSTAN_CHROMIUM to the path of one.',
  );
}

if (isMain(import.meta.url)) {
  try {
    const { path, source, version } = await ensureBrowser();
    console.log(`${version} at ${path} (${source})`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
