/** Seconds of the sound that plays. */
export interface PlayerSpan {
  readonly from: number;
  readonly to: number;
}

/** A loop shorter than this would play itself to a standstill. */
const SHORTEST_LOOP_SECONDS = 0.01;
/** How long after the end of a loop the player may be asked where it is: the page may be busy. */
export const SLACK_SECONDS = 0.5;
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
export function nextJump(
  at: number,
  loop: PlayerSpan | undefined,
  until: number | undefined,
  skipped: readonly PlayerSpan[],
  rate: number,
): Jump | undefined {
  if (until !== undefined) return { at: until, to: undefined };
  const jumps: Jump[] = [];
  // Past the end of the loop the person has sought themselves.
  if (loop !== undefined && at < loop.to + SLACK_SECONDS * rate) jumps.push({ at: loop.to, to: loop.from });
  const part = skipped.find(({ to }) => to > at + ROUNDING_SECONDS);
  if (part !== undefined) jumps.push({ at: part.from, to: part.to });
  return jumps.sort((one, other) => one.at - other.at)[0];
}
