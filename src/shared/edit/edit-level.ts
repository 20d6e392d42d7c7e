/** A fade over frames that play one after another. */
export interface Fade {
  readonly kind: 'fade-in' | 'fade-out';
  /** The frame of the recording at which it would begin if nothing were cut inside of it; may be negative. */
  readonly start: number;
  /** Its length: at least 1. */
  readonly frames: number;
}

/** How much louder or softer than the recording some frames play. */
export interface Level {
  /** The sum of all gains. */
  readonly decibels: number;
  readonly fades: readonly Fade[];
}

/** Sums of decibels are rounded to this, so that a gain and its opposite are none. */
const DECIBEL_STEPS = 1e6;

/**
 * @param decibels logs may have them as a text: they were not always checked. What is no number changes nothing.
 * @returns undefined where the frames play as they were recorded again
 */
export function withGain(level: Level | undefined, decibels: number): Level | undefined {
  const { decibels: before, fades } = level ?? { decibels: 0, fades: [] };
  const change = Number(decibels);
  const after = Number.isFinite(change) ? before + change : before;
  const sum = Math.round(after * DECIBEL_STEPS) / DECIBEL_STEPS;
  return sum === 0 && fades.length === 0 ? undefined : { decibels: sum, fades };
}

export function withFade(level: Level | undefined, fade: Fade): Level {
  const { decibels, fades } = level ?? { decibels: 0, fades: [] };
  return { decibels, fades: [...fades, fade] };
}

/**
 * The factor of all gains. The factor of a frame is this one times those of its fades, in their order: other orders
 * could round to other samples.
 */
export function gainOf({ decibels }: Level): number {
  return decibels === 0 ? 1 : 10 ** (decibels / 20);
}

/**
 * The factor of a fade at a frame of the recording: 0 to 1, linear in amplitude. The first frame of a fade in and the
 * last one of a fade out are silent. The frame before a fade out, and the one after a fade in, would have 1.
 */
export function fadeAt({ kind, start, frames }: Fade, frame: number): number {
  const done = frame - start;
  return (kind === 'fade-in' ? done : frames - 1 - done) / frames;
}

/** The factor of a frame of the recording. */
export function factorAt(level: Level, frame: number): number {
  return level.fades.reduce((factor, fade) => factor * fadeAt(fade, frame), gainOf(level));
}
