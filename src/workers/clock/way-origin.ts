/** When a way's frame 0 was captured, and how many frames are missing between it and the way's current position. */
export interface WayOrigin {
  /** Derived from the arrival of its frames, in frames of the journal's clock; undefined while too few have arrived. */
  readonly arrived: number | undefined;
  /** Derived from the time stamps of its frames, in microseconds (32 bits); undefined where they are unknown. */
  readonly stampedUs: number | undefined;
  /** By how much the wall clock has gone ahead since the writer began, in microseconds: its stamps are behind by that. */
  readonly driftUs: number;
  /** Frames that the writer lists as missing before the current position. */
  readonly listedFrames: number;
}

/** How much later one way began than another. */
export interface OriginDistance {
  readonly frames: number;
  /** Whether it comes from time stamps. It is then exact to the frame, apart from their jitter. */
  readonly stamped: boolean;
}

/**
 * How far the sum of a stamp and its worker's time origin is off: browsers round both, the latter to 5 microseconds. It
 * is added, because a loss may be reported a frame too long, but not too short.
 */
const ROUNDING_US = 10;

/** The arrival is good to some 20 ms: stamps that differ from it by more count from other origins. */
const MAX_DISAGREEMENT_SECONDS = 0.03;

/** How much later `after` began than `before`; undefined where the arrival of one is not known. */
export function originDistance(
  before: WayOrigin,
  after: WayOrigin,
  sampleRate: number,
): OriginDistance | undefined {
  if (before.arrived === undefined || after.arrived === undefined) return undefined;
  const listed = after.listedFrames - before.listedFrames;
  const arrived = after.arrived - before.arrived;
  if (before.stampedUs !== undefined && after.stampedUs !== undefined) {
    // 32 bits are an hour: the arrival tells which one.
    const arrivedUs = Math.round((arrived / sampleRate) * 1e6);
    const laterUs = after.stampedUs - before.stampedUs - before.driftUs;
    const stampedUs = arrivedUs + ((laterUs - arrivedUs) | 0);
    const stamped = Math.ceil(((stampedUs + ROUNDING_US) / 1e6) * sampleRate);
    if (Math.abs(stamped - arrived) <= MAX_DISAGREEMENT_SECONDS * sampleRate)
      return { frames: stamped + listed, stamped: true };
  }
  return { frames: arrived + listed, stamped: false };
}
