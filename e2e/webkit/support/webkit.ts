import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { findWebKit } from '../../../scripts/find-webkit.mjs';
import { startProgram, type Program } from './program.ts';
import { WebDriver } from './webdriver.ts';

/**
 * `mock`: WebKit's own fake microphones. `real`: the microphone of the sound server. `none`: the sound server has none.
 * All are allowed without a prompt, because MiniBrowser shows none when it is driven.
 */
export type WebKitMicrophone = 'mock' | 'real' | 'none';

export interface WebKitOptions {
  /** An empty folder for all files of the browser. The caller removes it. */
  readonly home: string;
  readonly microphone: WebKitMicrophone;
  /** Whether JavaScript may share memory. WebKitGTK does not allow it by default. */
  readonly sharedMemory: boolean;
  readonly soundEnv: Readonly<Record<string, string>>;
}

export interface WebKit {
  readonly driver: WebDriver;
  close(): Promise<void>;
}

/** Starts MiniBrowser on a virtual screen. */
export async function launchWebKit(options: WebKitOptions): Promise<WebKit> {
  const found = findWebKit();
  if (found === undefined) throw new Error('no WebKitGTK: run node scripts/ensure-webkit.mjs');
  const { display, screen } = await startScreen(found.display);
  const port = await freePort();
  const browser = startProgram(found.driver, [`--port=${port}`], {
    ...options.soundEnv,
    HOME: options.home,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    // There is no bus to reach assistive technology.
    NO_AT_BRIDGE: '1',
    ...(options.sharedMemory && { JSC_useSharedArrayBuffer: '1' }),
  });
  const close = async () => {
    await browser.close();
    await screen.close();
  };
  try {
    const driver = await WebDriver.connect(`http://127.0.0.1:${port}`, {
      'webkitgtk:browserOptions': { binary: found.browser, args: browserArgs(options.microphone) },
    });
    return {
      driver,
      async close() {
        await driver.end().catch(() => {}); // the processes end in any case
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function browserArgs(microphone: WebKitMicrophone): string[] {
  return [
    '--automation',
    '--features=+AccessHandle,+FileSystem,+StorageAPI',
    '--enable-media-stream=true',
    `--enable-mock-capture-devices=${microphone === 'mock'}`,
    // Wide enough for the library to stand beside the record view.
    '--geometry=1200x900',
  ];
}

async function startScreen(xvfb: string): Promise<{ display: string; screen: Program }> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const screen = startProgram(xvfb, args, {});
  // Xvfb takes a free display number and reports it.
  const told = once(screen.told, 'data').then(([data]) => String(data).trim());
  const number = await Promise.race([told, screen.exited]);
  if (!number) throw new Error('Xvfb ended before it had a screen');
  return { display: `:${number}`, screen };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
