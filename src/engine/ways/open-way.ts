import type { CapstanError } from '../../shared/base/errors.ts';
import type { WayLink } from '../../shared/journal/capture-link.ts';
import type { BrowserCounts } from '../capture/capture-source.ts';
import type { RingLease } from './ring-pool.ts';

/**
 * `gone`: the microphone ended by itself, and the reader of its track ends by itself too. From that the journal knows
 * that an audio graph now delivers zeros in place of the microphone. `asked`: the page closes the way.
 */
export type Closing = 'gone' | 'asked';

/** One capture path (way) of an open microphone: its frames flow into a ring. */
export interface OpenWay {
  readonly link: WayLink;
  readonly lease: RingLease;
  readonly sampleRate: number;
  /** Seconds between air and ring. */
  readonly latencySeconds: number;
  /** Undefined for a way that needs no audio clock. */
  counts(): BrowserCounts | undefined;
  /** Tries to restart a stalled audio clock. */
  revive(): void;
  /** Discards what an audio graph's queue holds, so that it is close behind the microphone again. The other way has that. */
  catchUp(): void;
  /** Calls the listener once if the way ends without `close`, also if it already has. */
  onDeath(listener: (reason: CapstanError) => void): void;
  /** Stops writing; leaves the track as it is. Resolves when the writer has ended, or has not confirmed it in time. */
  close(how: Closing): Promise<void>;
}
