/** When a way's frame 0 was captured, and how many frames are missing between it and the way's current position. */
export interface WayOrigin {
  /** Derived from the arrival of its frames, in frames of the journal's clock; undefined while too few have arrived. */
  readonly arrived: number | undefined;
  /** Derived from the time stamps of its frames, in microseconds (32 bits); undefined where they are unknown. */
  readonly stampedUs: number | undefined;
  /** Frames that the writer lists as missing before the current position. */
  readonly listedFrames: number;
}

/** How much later one way began than another. */
export interface OriginDistance {
  readonly frames: number;
  /** Whether it comes from time stamps. It is then exact to the frame, apart from their jitter. */
  readonly stamped: boolean;
}

/** Stamps that differ from the arrival by more than this count from different origins. */
const MAX_DISAGREEMENT_SECONDS = 0.1;

/** How much later `after` began than `before`; undefined where neither stamps nor arrival are known of both. */
export function originDistance(
  before: WayOrigin,
  after: WayOrigin,
  sampleRate: number,
): OriginDistance | undefined {
  const listed = after.listedFrames - before.listedFrames;
  const arrived =
    before.arrived === undefined || after.arrived === undefined ? undefined : after.arrived - before.arrived;
  if (before.stampedUs !== undefined && after.stampedUs !== undefined) {
    const stamped = Math.round((((after.stampedUs - before.stampedUs) | 0) / 1e6) * sampleRate);
    const disagreement = Math.abs(stamped - (arrived ?? stamped));
    if (disagreement <= MAX_DISAGREEMENT_SECONDS * sampleRate)
      return { frames: stamped + listed, stamped: true };
  }
  return arrived === undefined ? undefined : { frames: arrived + listed, stamped: false };
}
