import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Makes an output open late. It is suspended while nothing plays to it, and for `seconds` after something starts to.
 * During that time the player's stream is open and accepts no data, as with a device that is still waking up.
 */
export async function keepAsleep(
  output: string,
  seconds: number,
  env: Readonly<Record<string, string>>,
  control: (...args: string[]) => Promise<string>,
): Promise<{ close(): Promise<void> }> {
  const suspend = (asleep: boolean) => control('suspend-sink', output, asleep ? '1' : '0');
  let playing = false;
  let waking: NodeJS.Timeout | undefined;
  // Browsers keep their streams, corked, for the next sound, so an existing stream need not be playing.
  const look = async () => {
    const plays = /^\s*Corked: no$/m.test(await control('list', 'sink-inputs'));
    if (plays === playing) return;
    playing = plays;
    clearTimeout(waking);
    if (plays) waking = setTimeout(() => void suspend(false).catch(() => undefined), 1000 * seconds);
    else await suspend(true);
  };
  await suspend(true);
  const listener = spawn('pactl', ['subscribe'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env, LC_ALL: 'C.UTF-8' },
  });
  const exited = new Promise<void>((resolve) => listener.once('exit', () => resolve()));
  listener.unref();
  (listener.stdout as Socket).unref();
  let looked = Promise.resolve();
  createInterface({ input: listener.stdout }).on('line', (line) => {
    // The checks run one after the other. The output may vanish, or the server may end, before the command that follows
    // an event.
    if (/ on sink-input #/.test(line)) looked = looked.then(look).catch(() => undefined);
  });
  return {
    async close() {
      listener.ref();
      listener.kill();
      await exited;
      await looked;
      clearTimeout(waking);
    },
  };
}
