/** When a way's frame 0 was captured, less what is missing before its place. */
export interface WayOrigin {
  /** By the arrival of its frames, in frames of the journal's clock; undefined while too few have arrived. */
  readonly arrived: number | undefined;
  /** By the stamps of its frames: microseconds in 32 bits; undefined where they are not known. */
  readonly stampedUs: number | undefined;
  /** Frames that its writer lists as missing before its place. */
  readonly listedFrames: number;
}

/** How much later one way began than another. */
export interface OriginDistance {
  readonly frames: number;
  /** Whether stamps tell it: to the frame, but for their jitter. */
  readonly stamped: boolean;
}

/** Stamps that differ more from the arrival count from different beginnings. */
const MAX_DISAGREEMENT_SECONDS = 0.1;

/** How much later `after` began than `before`; undefined where nothing tells. */
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
