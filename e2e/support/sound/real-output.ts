import type { BrowserContext } from 'playwright';
import { installAudioFaults } from '../../../src/testing/audio-faults.ts';
import { soundOrders } from './sound-orders.ts';

/** Makes all pages of the browser use the machine's audio output, if this run asks for it. */
export async function outputAsOrdered(context: BrowserContext): Promise<void> {
  if (soundOrders().realOutput) await context.addInitScript(installAudioFaults, { realOutput: true });
}
