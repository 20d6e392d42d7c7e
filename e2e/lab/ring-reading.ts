/** How far the most advanced of the microphone's capture paths (ways) was, and when. */
export interface RingReading {
  /** Frames since that way's first frame. */
  readonly frames: number;
  /** Frames on their way to the ring at this moment, for which a stop or a pause still waits. */
  readonly tailFrames: number;
  /** Time of the reading, in milliseconds since 1970. */
  readonly at: number;
}
