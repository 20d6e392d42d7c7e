import type { PortLike } from '../capture/capture-port.ts';

/**
 * The capture path (way) by which a microphone's frames come: the AudioWorklet of an audio graph, or a
 * MediaStreamTrackProcessor.
 */
export type WayKind = 'worklet' | 'track';

/** The ring of one way, as the page passes it to the journal. */
export interface WayLink {
  /** Unique within a page: a way that is opened again gets a new id. */
  readonly id: number;
  readonly kind: WayKind;
  readonly ring: SharedArrayBuffer;
}

/** An open microphone, as the page passes it to the journal. All its ways have the same rate and channels. */
export interface CaptureLink {
  /** Unique within a page. */
  readonly id: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly status: SharedArrayBuffer;
  /** How many of the latest frames the journal keeps while no take is recorded. */
  readonly preRollFrames: number;
  /** One or two. `addWay` and `dropWay` add and remove others later. */
  readonly ways: readonly WayLink[];
}

/** The journal's end of a capture without shared memory; see `capture-port.ts`. */
export interface PortLink {
  /** The way's id, as moments refer to it. */
  readonly id: number;
  readonly port: PortLike;
  readonly channels: number;
  readonly sampleRate: number;
  /**
   * Capacity of the journal's own ring, from which it takes the pre-roll and the frames that commands refer to; a power
   * of two.
   */
  readonly capacityFrames: number;
}

/**
 * A moment, given as the frame that each open way had reached: a 32-bit cursor of its ring or, for a capture over a
 * port, its render clock. Ways that the journal does not know by then are ignored; if it knows none of them, the moment
 * is now. An empty moment is the first frame available.
 */
export type Moment = readonly { readonly way: number; readonly cursor: number }[];
