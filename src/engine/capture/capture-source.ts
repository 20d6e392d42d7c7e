import type { CapstanError } from '../../shared/base/errors.ts';
import type { Moment, WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';

/** A journal that stands still this long loses nothing. */
export const RING_SECONDS = 30;
/** Beyond this a reported latency is a mistake, and waiting for it would be felt. */
const MAX_TAIL_SECONDS = 0.05;

/** What the browser counts of its own way between a microphone and the page's audio clock. */
export interface BrowserCounts {
  /** Seconds that the page's audio thread came too late in all; 0 where it keeps no count. */
  readonly lateSeconds: number;
  /**
   * Frames the microphone delivered less those the page's audio clock took, against an arbitrary zero; it swings by a piece of the
   * render. Undefined where the browser does not count.
   */
  readonly framesAhead: number | undefined;
}

/** What an open source says unasked. */
export type SourceChange =
  /** It ended by itself, or nothing comes from it any more. Said once. */
  | { readonly kind: 'lost'; readonly reason: CapstanError }
  /** A way was opened or closed. */
  | { readonly kind: 'ways' }
  /** A way delivers other samples than the other one, and was closed for good. */
  | { readonly kind: 'foreign'; readonly way: WayKind };

/** What is known of an open source, and what it can be told. */
interface SourceBase {
  readonly label: string;
  /** The browser's id of the microphone; undefined where there is none. */
  readonly deviceId: string | undefined;
  readonly sampleRate: number;
  readonly channels: number;
  /** Frames still on their way when the person says stop. */
  readonly tailFrames: number;
  /** Processing the browser applies although it was asked not to; names as in MediaTrackConstraints. */
  readonly processing: readonly string[];
  /** By which ways frames come at present. */
  readonly ways: readonly WayKind[];
  /** Where each way is at this very moment; of a source that is closed, where each was. Never empty. */
  moment(): Moment;
  /** Undefined where there is a way that needs no audio clock: then the browser's counts tell of no loss. */
  browserCounts(): BrowserCounts | undefined;
  /** Tries to set a clock going that stands still. */
  revive(): void;
  /** Takes the place of who listened before. Hears at once of an end that came already. */
  listen(listener: (change: SourceChange) => void): void;
  /** Lets the device go at once. Resolves when nothing of it is open any more. */
  close(): Promise<void>;
}

/** Where a source's ways come and go; the journal. */
export interface WayHost {
  addWay(captureId: number, way: WayLink): Promise<void>;
  dropWay(captureId: number, wayId: number): Promise<void>;
}

/** Writes frames into capture rings, one for each way. */
export interface RingSource extends SourceBase {
  readonly id: number;
  /** The ways to attach it with. */
  links(): readonly WayLink[];
  /** It is attached with those: from now on it adds ways and drops them by itself. */
  attached(host: WayHost): void;
  /** The journal has let its rings go. */
  released(): void;
  /** What the journal says of one of its ways. */
  hear(wayId: number, state: WayState): void;
}

/** Where no memory is shared: sends frames over a port that goes to the journal. */
export interface PortSource extends SourceBase {
  /** As moments name it. */
  readonly wayId: number;
  readonly port: MessagePort;
  /** Frames the journal is to keep at hand; a power of two. */
  readonly capacityFrames: number;
}

export type CaptureSource = RingSource | PortSource;

/**
 * Opens a source whose frames arrive by the time it resolves. Rejects as soon as the request's signal is aborted, and has
 * closed by then, or closes when it comes, whatever it opened.
 */
export interface OpenSource {
  (request: MicrophoneRequest): Promise<CaptureSource>;
  /** Gets what can be had before it is known which microphone is wanted; without: nothing. */
  readonly prepare?: () => void;
}

/** Frames of that latency, which are still on their way when the person says stop. */
export function tailFrames(latencySeconds: number, sampleRate: number): number {
  return Math.ceil(Math.min(latencySeconds, MAX_TAIL_SECONDS) * sampleRate);
}

let lastId = 0;

/** For a source or a way: never given twice in one page. */
export function freshId(): number {
  lastId += 1;
  return lastId;
}
