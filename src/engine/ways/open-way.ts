import type { CapstanError } from '../../shared/base/errors.ts';
import type { WayLink } from '../../shared/journal/capture-link.ts';
import type { BrowserCounts } from '../capture/capture-source.ts';
import type { RingLease } from './ring-pool.ts';

/**
 * `gone`: the microphone ended by itself, and so does what reads its track. The journal knows by that what an audio graph
 * delivers from then on: zeros in the place of the microphone.
 */
export type Closing = 'gone' | 'asked';

/** One way of an open microphone: its frames flow into a ring. */
export interface OpenWay {
  readonly link: WayLink;
  readonly lease: RingLease;
  readonly sampleRate: number;
  /** Between air and ring. */
  readonly latencySeconds: number;
  /** Undefined where no audio clock is needed. */
  counts(): BrowserCounts | undefined;
  /** Tries to set going what stands still. */
  revive(): void;
  /** Hears once of an end that nobody asked for; at once where it came already. */
  onDeath(listener: (reason: CapstanError) => void): void;
  /** Writes no more; the track stays as it is. Resolves when the writer has ended, or will never be heard of again. */
  close(how: Closing): Promise<void>;
}
