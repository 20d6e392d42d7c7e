/** When the frames that have been received so far were there, in milliseconds. */
export interface CaptureTime {
  /** A clock that never jumps. */
  monotonicMs(): number;
  /** The time of day. */
  epochMs(): number;
}

/** By what it is seen whether frames are missing. */
export interface CaptureTiming {
  /** Without: the worker's own, as frames in shared memory are received as they come. */
  readonly time?: CaptureTime;
  /**
   * Whether frames come with stamps of their own, which tell what is missing: then the wall clock is asked only whether
   * they come at all.
   */
  readonly stamped?: () => boolean;
}
