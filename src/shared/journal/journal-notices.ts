import type { ErrorRecord } from '../base/errors.ts';
import type { Gap, Healed } from '../take/ledger.ts';

/** How the audio clock runs, compared with the wall clock. */
export type ClockState =
  /** No frame has come for `ms` milliseconds. Repeated while it lasts. */
  | { readonly kind: 'stalled'; readonly ms: number }
  /** Frames come again, or a moment for which the clock stood still was found afterwards. */
  | { readonly kind: 'runs' }
  /** The rate is more than 1 % off. Negative means too slow. */
  | { readonly kind: 'off'; readonly ppm: number }
  /** The rate is right again. */
  | { readonly kind: 'steady' };

/** What may be wrong with the sound in the first seconds of a take. */
export type SignalWarning =
  /** The channels (from 0) that deliver no sound. */
  | { readonly kind: 'silent'; readonly channels: readonly number[]; readonly all: boolean }
  /** The loudest sample so far; 1 is full scale. */
  | { readonly kind: 'faint'; readonly peak: number };

/**
 * The state of one capture path (way) compared with the other, while a microphone is attached, with or without a take.
 */
export type WayState =
  /** No frame has come for `ms` milliseconds while the other way delivers. Repeated while it lasts. */
  | { readonly kind: 'silent'; readonly ms: number }
  /** Its frames come again, or for the first time. */
  | { readonly kind: 'flows' }
  /** An audio graph is `ms` milliseconds behind the track, for good: its queue is nearly full. */
  | { readonly kind: 'behind'; readonly ms: number }
  /** Its samples differ from the other way's, because the browser processes them differently. It is no longer used. */
  | { readonly kind: 'foreign' };

/** What the journal reports without being asked; rare. */
export type JournalNotice =
  | TakeNotice
  | { readonly type: 'way'; readonly way: number; readonly state: WayState };

/** What it reports about a take. */
export type TakeNotice = { readonly takeId: string } & TakeWord;

export type TakeWord =
  | { readonly type: 'gap'; readonly gap: Gap }
  /** A hole in one way that the other way filled. */
  | { readonly type: 'healed'; readonly healed: Healed }
  | { readonly type: 'clock'; readonly state: ClockState }
  | { readonly type: 'sound'; readonly warning: SignalWarning }
  /** The disk is full or refused a write. The take was closed with the frames written until then. */
  | { readonly type: 'storage'; readonly error: ErrorRecord };
