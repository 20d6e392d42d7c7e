import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright';

/**
 * `browser` is Chromium's main process, a `renderer` hosts pages, and the audio service has the microphones and the
 * audio clock.
 */
export type ProcessType = 'browser' | 'renderer' | 'audio.mojom.AudioService';

export async function browserProcesses(context: BrowserContext, type: ProcessType): Promise<number[]> {
  const browser = context.browser();
  if (browser === null) throw new Error('the context has no browser');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const found = processInfo.filter((process) => process.type === type).map(({ id }) => id);
  if (found.length === 0) throw new Error(`the browser tells of no ${type} process`);
  return found;
}

export async function mainProcess(context: BrowserContext): Promise<number> {
  return (await browserProcesses(context, 'browser'))[0]!;
}

/** Suspends processes for `milliseconds`, like a machine that has no time for them. */
export async function holdProcesses(pids: readonly number[], milliseconds: number): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  await sleep(milliseconds);
  for (const pid of pids) process.kill(pid, 'SIGCONT');
}
