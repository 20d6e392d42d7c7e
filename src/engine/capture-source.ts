import type { CapstanError } from '../shared/errors.ts';
import type { MicrophoneRequest } from './microphone.ts';

/** A journal that stands still this long loses nothing. */
export const RING_SECONDS = 30;
/** Beyond this a reported latency is a mistake, and waiting for it would be felt. */
const MAX_TAIL_SECONDS = 0.05;

/** What the browser counts of its own way between a microphone and the page. */
export interface BrowserCounts {
  /** Seconds that the page's audio thread came too late in all; 0 where it keeps no count. */
  readonly lateSeconds: number;
  /**
   * Frames the microphone delivered less those the page's audio clock took, against an arbitrary zero; it swings by a piece of the
   * render. Undefined where the browser does not count.
   */
  readonly framesAhead: number | undefined;
}

export const NO_COUNTS: BrowserCounts = { lateSeconds: 0, framesAhead: undefined };

/** What is known of an open source, and what it can be told. */
interface SourceBase {
  /** `worklet` hangs on the browser's audio clock, `track` does not. */
  readonly kind: 'worklet' | 'track';
  readonly label: string;
  /** The browser's id of the microphone; undefined where there is none. */
  readonly deviceId: string | undefined;
  readonly sampleRate: number;
  readonly channels: number;
  /** Frames still on their way when the person says stop. */
  readonly tailFrames: number;
  /** Processing the browser applies although it was asked not to; names as in MediaTrackConstraints. */
  readonly processing: readonly string[];
  browserCounts(): BrowserCounts;
  /** Tries to set a clock going that stands still. */
  revive(): void;
  /** Called once if the source ends by itself. */
  onLost(listener: (error: CapstanError) => void): void;
  /** Writes no more and lets the device go. */
  close(): void;
}

/** Writes frames into a capture ring. */
export interface RingSource extends SourceBase {
  readonly ring: SharedArrayBuffer;
}

/** Where no memory is shared: sends frames over a port that goes to the journal. */
export interface PortSource extends SourceBase {
  readonly port: MessagePort;
  /** Frames the journal is to keep at hand; a power of two. */
  readonly capacityFrames: number;
  /** The render clock now, in frames. */
  clock(): number;
}

export type CaptureSource = RingSource | PortSource;

/** Opens a source whose frames arrive by the time it resolves. */
export type OpenSource = (request: MicrophoneRequest) => Promise<CaptureSource>;

/** Frames of that latency, which are still on their way when the person says stop. */
export function tailFrames(latencySeconds: number, sampleRate: number): number {
  return Math.ceil(Math.min(latencySeconds, MAX_TAIL_SECONDS) * sampleRate);
}
