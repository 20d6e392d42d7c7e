import type { BrowserContext } from 'playwright';
import { installAudioFaults } from '../../../src/testing/audio-faults.ts';
import { soundOrders } from './sound-orders.ts';

/** All pages of the browser use the machine's audio output, where this run is to be so. */
export async function outputAsOrdered(context: BrowserContext): Promise<void> {
  if (soundOrders().realOutput) await context.addInitScript(installAudioFaults, { realOutput: true });
}
