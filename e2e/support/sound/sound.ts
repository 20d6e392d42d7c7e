import { ensureSound } from '../../../scripts/ensure-sound.mjs';
import { startPulse, type Pulse, type PulseOptions } from './pulse.ts';
import { soundOrders } from './sound-orders.ts';

/** Environment of a browser that must find no sound server, not even that of the person at this machine. */
export const NO_SOUND = { PULSE_SERVER: 'unix:/nonexistent/pulse', XDG_RUNTIME_DIR: '/nonexistent' };

/** The shortest time that the server allows. At the next start the output is asleep again, as it is for people. */
const ASLEEP_AFTER = { sleepsAfterSeconds: 1 };

let own: Promise<Pulse> | undefined;

/** The sound server of this process, started on the first call; undefined if the run wants none. */
export async function ownSound(): Promise<Pulse | undefined> {
  const { server, output } = soundOrders();
  if (!server) return undefined;
  own ??= startSound(output);
  return own;
}

/** Environment variables for a browser, by which it finds the sound server of this process. */
export async function soundEnv(): Promise<Readonly<Record<string, string>>> {
  return (await ownSound())?.env ?? NO_SOUND;
}

/** Ends the server of this process. It ends with the process in any case. */
export async function closeOwnSound(): Promise<void> {
  const started = own;
  own = undefined;
  await (await started)?.close();
}

/**
 * Starts a sound server beside that of the process, for tests that need an output with a fault. The caller closes it.
 */
export async function startSound(output: PulseOptions): Promise<Pulse> {
  await ensureSound();
  return startPulse({ ...ASLEEP_AFTER, ...output });
}
