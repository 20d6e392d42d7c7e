/** Levels arrive 20 times a second, and the clock shows tenths of a second. */
const DRAW_MS = 40;

/**
 * Draws repeatedly on animation frames; none come while the page is hidden. All users of this class draw in the same
 * frames, because each frame costs the browser a full rendering pass, however little is drawn.
 */
export class Redraw {
  readonly #draw: (nowMs: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(draw: (nowMs: number) => void) {
    this.#draw = draw;
  }

  /** Draws once more, in the next shared frame. */
  next(): void {
    this.stop();
    const ms = DRAW_MS - (performance.now() % DRAW_MS);
    this.#timer = setTimeout(() => (this.#frame = requestAnimationFrame(this.#draw)), ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }
}
