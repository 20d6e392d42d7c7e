/** How far the audio thread was, and when. */
export interface RingReading {
  /** Frames written into the ring since the microphone was opened. */
  readonly frames: number;
  /** Frames in the air at this moment that a stop or a pause still waits for. */
  readonly tailFrames: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
