import type { PortLike } from '../capture/capture-port.ts';

/** By which way a microphone's frames come: an audio graph's worklet, or a processor of the track itself. */
export type WayKind = 'worklet' | 'track';

/** One way's ring, as the journal is handed it. */
export interface WayLink {
  /** Never used twice in one page: a way that is opened anew has another. */
  readonly id: number;
  readonly kind: WayKind;
  readonly ring: SharedArrayBuffer;
}

/** An open microphone, as the journal is handed it. Its ways have the same rate and channels. */
export interface CaptureLink {
  /** Never used twice in one page. */
  readonly id: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly status: SharedArrayBuffer;
  /** How much of the past stays at hand without a take. */
  readonly preRollFrames: number;
  /** One or two; others come and go by `addWay` and `dropWay`. */
  readonly ways: readonly WayLink[];
}

/** The journal's end of a capture without shared memory: see `capture-port.ts`. */
export interface PortLink {
  /** The way's id, as moments name it. */
  readonly id: number;
  readonly port: PortLike;
  readonly channels: number;
  readonly sampleRate: number;
  /** Frames the journal keeps at hand for pre-roll and commands. */
  readonly capacityFrames: number;
}

/**
 * A moment, by the frame that each open way had come to: a 32-bit cursor of its ring or, of a capture by port, its render
 * clock. A way that the journal does not know by then is passed over; where it knows none the moment is now. Empty: the
 * first frame there is.
 */
export type Moment = readonly { readonly way: number; readonly cursor: number }[];
