import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from './find-browser.mjs';
import { aptInstall, canUseApt } from './lib/apt.mjs';
import { isMain } from './lib/is-main.mjs';
import { run } from './lib/run.mjs';

const DOWNLOAD_LIMIT_MS = 180_000;
const PLAYWRIGHT_CLI = join(import.meta.dirname, '../node_modules/playwright/cli.js');

/**
 * Finds a Chromium that starts, or gets one: first Playwright's download, then, as root on Debian, the package.
 *
 * @returns {Promise<{ path: string, source: string, version: string }>}
 * @throws {Error} that says how to get a browser
 */
export async function ensureBrowser() {
  const present = await findWorking();
  if (present) return present;

  console.log('No Chromium here that starts. Asking Playwright to download one.');
  const code = await run(process.execPath, [PLAYWRIGHT_CLI, 'install', 'chromium'], {
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  if (code !== 0) console.log(`That did not work (exit code ${code}).`);
  const downloaded = await findWorking();
  if (downloaded) return downloaded;

  if (canUseApt()) {
    console.log('Installing the Debian package instead.');
    await aptInstall(['chromium']);
    const installed = await findWorking();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium to test with. Install Chromium or Google Chrome, or run `npx playwright install --with-deps chromium`, ' +
      'or set CAPSTAN_CHROMIUM to the path of one.',
  );
}

/** @returns {Promise<{ path: string, source: string, version: string } | undefined>} */
async function findWorking() {
  const found = await findChromium();
  if (!found) return undefined;
  try {
    const { stdout } = await promisify(execFile)(found.path, ['--version'], { timeout: 30_000 });
    return { ...found, version: stdout.trim() };
  } catch {
    // A launcher without its program, or a download without its system libraries.
    console.log(`${found.path} (${found.source}) does not start.`);
    return undefined;
  }
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
