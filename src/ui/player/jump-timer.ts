import { nextJump, type JumpPlaces } from './player-jumps.ts';

/** The sound that plays at this moment. */
export interface PlayingSound {
  /** Seconds from its start. */
  readonly position: number;
  /** As a multiple of real time. */
  readonly rate: number;
}

/** The wait for the next place at which the sound jumps or stops. */
export class JumpTimer {
  readonly #places: JumpPlaces;
  readonly #now: () => PlayingSound | undefined;
  readonly #jump: (to: number | undefined) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the last jump led, until the sound has got there. */
  #target: number | undefined;

  /**
   * @param now what plays; undefined if nothing does
   * @param jump called at such a place with the second at which the sound goes on, or undefined where it stops
   */
  constructor(
    places: JumpPlaces,
    now: () => PlayingSound | undefined,
    jump: (to: number | undefined) => void,
  ) {
    this.#places = places;
    this.#now = now;
    this.#jump = jump;
  }

  /** Call when the position, the rate or a place is another one, or the sound begins or stops. */
  arm(): void {
    clearTimeout(this.#timer);
    const target = this.#target;
    this.#target = undefined;
    const sound = this.#now();
    if (sound === undefined) return;
    const { position: at, rate } = sound;
    const next = nextJump(at, this.#places, rate);
    if (next === undefined) return;
    if (at < next.at) this.#timer = setTimeout(() => this.arm(), ((next.at - at) / rate) * 1000);
    else {
      this.#target = next.to;
      // A part may reach past the end of the sound, which then stays there.
      if (next.to === undefined || next.to !== target) this.#jump(next.to);
    }
  }
}
