import type { Side } from '../../shared/audio/input-side.ts';
import type { CapstanError } from '../../shared/base/errors.ts';
import type { Moment, WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';

/** A ring holds at least this much, so a journal that stalls for as long loses nothing. */
export const RING_SECONDS = 30;
/** A reported latency above this is an error, and waiting for it would be noticeable. */
const MAX_TAIL_SECONDS = 0.05;

/** The browser's own counts for the path between a microphone and the page's audio clock. */
export interface BrowserCounts {
  /** Total lateness of the page's audio thread, in seconds; 0 if the browser does not count it. */
  readonly lateSeconds: number;
  /**
   * Frames the microphone delivered minus frames the page's audio clock consumed, from an arbitrary zero. It swings by
   * one render buffer. Undefined if the browser does not count.
   */
  readonly framesAhead: number | undefined;
}

/** A notification from an open source. */
export type SourceChange =
  /** The source ended by itself, or delivers nothing more. Sent once. */
  | { readonly kind: 'lost'; readonly reason: CapstanError }
  /** A capture path (way) was opened or closed. */
  | { readonly kind: 'ways' }
  /** A way delivered different samples from the other one, and was closed for good. */
  | { readonly kind: 'foreign'; readonly way: WayKind };

/** What ring and port sources have in common. */
interface SourceBase {
  readonly label: string;
  /** The browser's id of the microphone; undefined if there is none. */
  readonly deviceId: string | undefined;
  readonly sampleRate: number;
  readonly channels: number;
  /** The channel of a stereo input that is captured; undefined for all of them. */
  readonly side: Side | undefined;
  /** Frames still in flight at the moment of a stop. */
  readonly tailFrames: number;
  /** Processing that the browser applies although it was asked not to. Names as in MediaTrackConstraints. */
  readonly processing: readonly string[];
  /** The ways that are open now. */
  readonly ways: readonly WayKind[];
  /** The current position of each way; of a closed source, the last position of each. Never empty. */
  moment(): Moment;
  /** Undefined while a way is open that needs no audio clock: the browser's counts then indicate no loss. */
  browserCounts(): BrowserCounts | undefined;
  /** Tries to restart a stalled audio clock. */
  revive(): void;
  /** Replaces the previous listener. If the source is already lost, the listener is called at once. */
  listen(listener: (change: SourceChange) => void): void;
  /** Releases the device at once. Resolves when everything is closed. */
  close(): Promise<void>;
}

/** Receives a source's ways as they open and close: the journal. */
export interface WayHost {
  addWay(captureId: number, way: WayLink): Promise<void>;
  dropWay(captureId: number, wayId: number): Promise<void>;
}

/** Writes frames into capture rings, one for each way. */
export interface RingSource extends SourceBase {
  readonly id: number;
  /** The links of the open ways, to attach the source with. */
  links(): readonly WayLink[];
  /** The source is attached with those links. From now on it adds and drops ways at the host by itself. */
  attached(host: WayHost): void;
  /** The journal has released the source's rings. */
  released(): void;
  /** Receives the journal's notice about one of the source's ways. */
  hear(wayId: number, state: WayState): void;
}

/** Sends frames over a port to the journal, where no memory is shared. */
export interface PortSource extends SourceBase {
  /** The id that moments use for its only way. */
  readonly wayId: number;
  readonly port: MessagePort;
  /** Capacity of the journal's own ring, in frames; a power of two. */
  readonly capacityFrames: number;
}

export type CaptureSource = RingSource | PortSource;

/**
 * Opens a source, and resolves once its frames arrive. Rejects as soon as the request's signal is aborted. Whatever it
 * had opened is then closed, and whatever still opens later is closed when it arrives.
 */
export interface OpenSource {
  (request: MicrophoneRequest): Promise<CaptureSource>;
  /** Loads what can be loaded before the microphone is known; absent if there is nothing to load. */
  readonly prepare?: () => void;
}

/** Frames still in flight at a stop, for a latency in seconds; limited to 50 ms. */
export function tailFrames(latencySeconds: number, sampleRate: number): number {
  return Math.ceil(Math.min(latencySeconds, MAX_TAIL_SECONDS) * sampleRate);
}

let lastId = 0;

/** An id for a source or a way, unique within the page. */
export function freshId(): number {
  lastId += 1;
  return lastId;
}
