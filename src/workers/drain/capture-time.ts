import type { StampState } from '../clock/stamp-state.ts';

/** The clock by which the frames received so far are judged, in milliseconds. */
export interface CaptureTime {
  /** A clock that never jumps. */
  monotonicMs(): number;
  /** The time of day. */
  epochMs(): number;
}

/** How missing frames are detected. */
export interface CaptureTiming {
  /** Default: the worker's own clocks, because frames in shared memory are received as they arrive. */
  readonly time?: CaptureTime;
  /** While there are stamps, the wall clock only shows whether frames arrive at all. Default: there are none. */
  readonly stamps?: () => StampState;
}

/** What a drain is told about its ring. */
export interface DrainOptions extends CaptureTiming {
  readonly sampleRate: number;
  /** How many of the latest frames stay in the ring while nothing is recorded. */
  readonly keepFrames: number;
}
