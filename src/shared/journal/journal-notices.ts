import type { ErrorRecord } from '../base/errors.ts';
import type { Gap, Healed } from '../take/ledger.ts';

/** How the audio clock goes, by the wall clock. */
export type ClockState =
  /** No frame has come for so many milliseconds; said again while it lasts. */
  | { readonly kind: 'stalled'; readonly ms: number }
  /** Frames come again. */
  | { readonly kind: 'runs' }
  /** More than 1 % off: negative is too slow. */
  | { readonly kind: 'off'; readonly ppm: number }
  /** The rate is right again. */
  | { readonly kind: 'steady' };

/** What may be wrong with the sound of a take's first seconds. */
export type SignalWarning =
  /** Channels that give nothing, from 0. */
  | { readonly kind: 'silent'; readonly channels: readonly number[]; readonly all: boolean }
  /** The loudest sample so far, 1 = full scale. */
  | { readonly kind: 'faint'; readonly peak: number };

/** How one way does beside the other, while a microphone is attached, take or not. */
export type WayState =
  /** No frame has come for so many milliseconds while the other way flows; said again while it lasts. */
  | { readonly kind: 'silent'; readonly ms: number }
  /** Its frames come again, or for the first time. */
  | { readonly kind: 'flows' }
  /** Its samples are not the other's: the browser treats them differently. It is used no more. */
  | { readonly kind: 'foreign' };

/** What the journal says unasked; rare. */
export type JournalNotice =
  TakeNotice | { readonly type: 'way'; readonly way: number; readonly state: WayState };

/** What it says of a take. */
export type TakeNotice = { readonly takeId: string } & TakeWord;

export type TakeWord =
  | { readonly type: 'gap'; readonly gap: Gap }
  /** A hole in one way that the other filled. */
  | { readonly type: 'healed'; readonly healed: Healed }
  | { readonly type: 'clock'; readonly state: ClockState }
  | { readonly type: 'sound'; readonly warning: SignalWarning }
  /** The disk is full or refused a write: the take was closed at what it took. */
  | { readonly type: 'storage'; readonly error: ErrorRecord };
