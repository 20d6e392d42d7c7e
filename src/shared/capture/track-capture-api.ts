import type { Side } from '../audio/input-side.ts';

/** The track-capture worker: writes the frames of one microphone track into one ring. It needs no audio clock. */
export interface TrackCaptureApi {
  /** Takes over a ReadableStream of AudioData. Resolves with the shape of its first frames. */
  open(stream: object): Promise<TrackShape>;
  /** @param side the channel of a stereo track that is written, of those of the track; undefined for all of them */
  start(ring: SharedArrayBuffer, side?: Side): Promise<void>;
  /**
   * Resolves when no more frames will be written to the ring: the ring was asked to end, or the track ended. Rejects if
   * the track could not be read.
   */
  over(): Promise<void>;
}

export interface TrackShape {
  readonly sampleRate: number;
  readonly channels: number;
}
