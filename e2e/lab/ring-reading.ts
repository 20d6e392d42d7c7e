/** How far the microphone's furthest way was, and when. */
export interface RingReading {
  /** Frames since that way's first. */
  readonly frames: number;
  /** Frames in the air at this moment that a stop or a pause still waits for. */
  readonly tailFrames: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
