/** Levels arrive 20 times a second, and the clock shows tenths of a second. */
const DRAW_MS = 40;

/**
 * Draws repeatedly on animation frames; none come while the page is hidden. All users of this class draw in the same
 * frames, because each frame costs the browser a full rendering pass, however little is drawn.
 */
export class Redraw {
  readonly #draw: (nowMs: number) => void;
  readonly #due: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  /** @param due whether there is something new to draw; asked before each frame, which is left out otherwise */
  constructor(draw: (nowMs: number) => void, due = () => true) {
    this.#draw = draw;
    this.#due = due;
  }

  /** Draws once more, in the next shared frame in which it is due. */
  next(): void {
    this.stop();
    const ms = DRAW_MS - (performance.now() % DRAW_MS);
    this.#timer = setTimeout(() => {
      if (this.#due()) this.#frame = requestAnimationFrame(this.#draw);
      else this.next();
    }, ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }
}
