import { ensureSound } from '../../../scripts/ensure-sound.mjs';
import { startPulse, type Pulse, type PulseOptions } from './pulse.ts';
import { soundOrders } from './sound-orders.ts';

/** Of a browser that must find no sound server, not even the one of the person at this machine. */
export const NO_SOUND = { PULSE_SERVER: 'unix:/nonexistent/pulse', XDG_RUNTIME_DIR: '/nonexistent' };

/** As short as the server allows: at the next start the output is asleep again, as it is for people. */
const ASLEEP_AFTER = { sleepsAfterSeconds: 1 };

let own: Promise<Pulse> | undefined;

/** The sound server of this process, started when first asked for; undefined where the run wants none. */
export async function ownSound(): Promise<Pulse | undefined> {
  const { server, output } = soundOrders();
  if (!server) return undefined;
  own ??= startSound(output);
  return own;
}

/** What a browser is started with in its environment, so that it hears of the sound server of this process. */
export async function soundEnv(): Promise<Readonly<Record<string, string>>> {
  return (await ownSound())?.env ?? NO_SOUND;
}

/** Ends the server of this process; it ends with the process in any case. */
export async function closeOwnSound(): Promise<void> {
  const started = own;
  own = undefined;
  await (await started)?.close();
}

/** A sound server beside that of the process, for what needs an output with a fault. The caller closes it. */
export async function startSound(output: PulseOptions): Promise<Pulse> {
  await ensureSound();
  return startPulse({ ...ASLEEP_AFTER, ...output });
}
