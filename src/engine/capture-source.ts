import type { CapstanError } from '../shared/errors.ts';
import type { MicrophoneRequest } from './microphone.ts';

/** What is known of an open source, and how to close it. */
interface SourceBase {
  readonly label: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Frames still on their way when the person says stop. */
  readonly tailFrames: number;
  /** Processing the browser applies although it was asked not to; names as in MediaTrackConstraints. */
  readonly processing: readonly string[];
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
