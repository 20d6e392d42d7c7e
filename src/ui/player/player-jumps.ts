/** Seconds of the sound that plays. */
export interface PlayerSpan {
  readonly from: number;
  readonly to: number;
}

/** The places at which the sound jumps or stops. */
export interface JumpPlaces {
  readonly loop: PlayerSpan | undefined;
  readonly skipped: readonly PlayerSpan[];
  /** The second at which the sound stops. */
  readonly until: number | undefined;
}

/** A loop shorter than this would play itself to a standstill. */
const SHORTEST_LOOP_SECONDS = 0.01;
/** How long after the end of a loop the player may be asked where it is: the page may be busy. */
const SLACK_SECONDS = 0.5;
/** An element may report a position a little before the one that it was set to. */
const ROUNDING_SECONDS = 0.005;

/** A place at which the sound goes on elsewhere, or pauses if `to` is undefined. */
interface Jump {
  readonly at: number;
  readonly to: number | undefined;
}

export function isTooShortToLoop({ from, to }: PlayerSpan): boolean {
  // Rounded times of ten milliseconds may be a little less.
  return to - from < SHORTEST_LOOP_SECONDS - 1e-6;
}

/**
 * The next jump from second `at` on. A part to be skipped in which the sound stands is left at once. What is to be heard
 * up to `until` is heard as it is, with its silences.
 * @param rate at which it plays: the faster, the farther past the end of a loop it may be found
 */
export function nextJump(at: number, places: JumpPlaces, rate: number): Jump | undefined {
  const { loop, until, skipped } = places;
  if (until !== undefined) return { at: until, to: undefined };
  const jumps: Jump[] = [];
  // Past the end of the loop the person has sought themselves.
  if (repeats(loop) && at < loop.to + SLACK_SECONDS * rate) jumps.push({ at: loop.to, to: loop.from });
  const part = skipped.find(({ to }) => to > at + ROUNDING_SECONDS);
  if (part !== undefined) jumps.push({ at: part.from, to: part.to });
  return jumps.sort((one, other) => one.at - other.at)[0];
}

/** Where a sound that has come to its end goes on: a loop up to the end begins again. Undefined if it is over. */
export function goesOnFrom({ loop, until }: JumpPlaces, duration: number, rate: number): number | undefined {
  const again = repeats(loop) && until === undefined && loop.to >= duration - SLACK_SECONDS * rate;
  return again ? loop.from : undefined;
}

function repeats(loop: PlayerSpan | undefined): loop is PlayerSpan {
  return loop !== undefined && !isTooShortToLoop(loop);
}
