import type { CapstanError } from '../shared/errors.ts';
import type { MicrophoneRequest } from './microphone.ts';

/** Something that writes frames into a capture ring. */
export interface CaptureSource {
  readonly ring: SharedArrayBuffer;
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

/** Opens a source whose frames arrive by the time it resolves. */
export type OpenSource = (request: MicrophoneRequest) => Promise<CaptureSource>;
