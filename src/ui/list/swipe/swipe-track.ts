/** What a swipe does: towards the start of the line it deletes, towards the end it stars. */
export type SwipeAct = 'delete' | 'star';

/** Part of the row's width from which on a swipe acts. */
const ACTS_FROM = 0.4;
/** A flick acts from here on, in CSS pixels: a finger that trembles does not get so far. */
const FLICK_PIXELS = 56;
/** CSS pixels per millisecond at which the finger has to leave for a flick. */
const FLICK_SPEED = 0.6;
/** The speed is that of the last movements, as of these milliseconds. */
const SPEED_MS = 80;
/** A finger that rests for this long before it leaves does not flick. */
const REST_MS = 60;

/** Where the finger was, in CSS pixels towards the end of the line, and when. */
interface Moment {
  readonly at: number;
  readonly ms: number;
}

/** One finger on one row, and what comes of it. Distances are in CSS pixels, positive towards the end of the line. */
export class SwipeTrack {
  readonly #first: Moment;
  /** The row's, as the finger came down. A row without a width is never swiped away. */
  readonly #width: number;
  #moments: Moment[];

  /**
   * @param ms a time stamp, as the times that follow
   * @param width of the row
   */
  constructor(at: number, ms: number, width: number) {
    this.#first = { at, ms };
    this.#width = width;
    this.#moments = [this.#first];
  }

  move(at: number, ms: number): void {
    this.#moments = [...this.#moments.filter((moment) => ms - moment.ms <= SPEED_MS), { at, ms }];
  }

  get shift(): number {
    return this.#moments.at(-1)!.at - this.#first.at;
  }

  /** What would be done if the finger left now, slowly. Undefined: nothing. */
  get armed(): SwipeAct | undefined {
    return this.#width > 0 && Math.abs(this.shift) >= ACTS_FROM * this.#width ? this.#act : undefined;
  }

  /** What is done when the finger leaves. Undefined: the row returns. */
  left(ms: number): SwipeAct | undefined {
    const speed = this.#speed(ms) * Math.sign(this.shift);
    // On its way back the finger says no, however far it is.
    if (speed <= -FLICK_SPEED / 2) return undefined;
    const flick = this.#width > 0 && speed >= FLICK_SPEED && Math.abs(this.shift) >= FLICK_PIXELS;
    return flick ? this.#act : this.armed;
  }

  get #act(): SwipeAct {
    return this.shift < 0 ? 'delete' : 'star';
  }

  #speed(ms: number): number {
    const [from] = this.#moments;
    const to = this.#moments.at(-1)!;
    if (from === undefined || ms - to.ms > REST_MS || to.ms <= from.ms) return 0;
    return (to.at - from.at) / (to.ms - from.ms);
  }
}
