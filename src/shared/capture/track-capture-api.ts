/** The track-capture worker: one microphone track into one ring, without the audio clock. */
export interface TrackCaptureApi {
  /** Takes a ReadableStream of AudioData over. Resolves with the shape of its first frames. */
  open(stream: object): Promise<TrackShape>;
  start(ring: SharedArrayBuffer): Promise<void>;
  /** Resolves when the ring gets no more: it was asked to end, or the track gives no more. Rejects where it could not be read. */
  over(): Promise<void>;
}

export interface TrackShape {
  readonly sampleRate: number;
  readonly channels: number;
}
