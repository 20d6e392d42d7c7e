import type { Browser, Page } from 'playwright';
import { launchChromium } from '../../e2e/support/fake-mic.ts';
import { ensureBrowser } from '../../scripts/ensure-browser.mjs';
import { listen } from '../../scripts/serve/listen.mjs';
import { staticHandler } from '../../scripts/serve/static-handler.mjs';

export interface LabBrowserOptions {
  /** The folder with the built lab. */
  readonly site: string;
  readonly path: string;
  readonly micFile: string;
}

/** A browser with a microphone and one page of the lab; closed after use. */
export interface LabBrowser {
  readonly page: Page;
  /** A page of its own profile: nothing cached. */
  freshPage(): Promise<Page>;
  /** The browser's main process. */
  readonly pid: number;
  readonly version: string;
  close(): Promise<void>;
}

/** Memory is then measured when asked, not within the next minutes. */
const EXTRA_ARGS = ['--enable-blink-features=ForceEagerMeasureMemory'];

export async function openLab(options: LabBrowserOptions): Promise<LabBrowser> {
  const { path: executablePath } = await ensureBrowser();
  const site = await serve(options.site);
  const browser = await launchChromium({ micFile: options.micFile, executablePath, extraArgs: EXTRA_ARGS });
  const freshPage = async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`page: ${String(error)}`));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`page: ${message.text()}`);
    });
    await page.goto(`${site.url}${options.path}`);
    return page;
  };
  try {
    return {
      page: await freshPage(),
      freshPage,
      pid: await mainProcess(browser),
      version: browser.version(),
      async close() {
        await browser.close();
        await site.close();
      },
    };
  } catch (error) {
    await browser.close();
    await site.close();
    throw error;
  }
}

/** Opens the lab, uses it and closes it, whatever happens. */
export async function withLab<T>(options: LabBrowserOptions, use: (lab: LabBrowser) => Promise<T>): Promise<T> {
  const lab = await openLab(options);
  try {
    return await use(lab);
  } finally {
    await lab.close();
  }
}

/** As the app is served, but without its content security policy: mediabunny starts its encoder from a blob. */
async function serve(root: string): Promise<{ url: string; close(): Promise<void> }> {
  const handle = staticHandler({ root });
  const { port, servers } = await listen(
    (request, response) => {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name, value) =>
        name === 'Content-Security-Policy' ? response : setHeader(name, value);
      handle(request, response).catch(() => response.destroy());
    },
    { host: 'localhost', port: 0 },
  );
  return {
    url: `http://localhost:${port}`,
    async close() {
      await Promise.all(
        servers.map((server) => {
          server.closeAllConnections();
          return new Promise((done) => server.close(done));
        }),
      );
    },
  };
}

async function mainProcess(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('the browser does not tell its process');
  return main.id;
}
