/** Levels come 20 times a second, and the clock shows tenths of one. */
const DRAW_MS = 40;

/**
 * Draws again and again, on animation frames: none comes while the page is hidden. All that is drawn so shares its frames,
 * as each frame costs the browser its whole work, however little is drawn in it.
 */
export class Redraw {
  readonly #draw: (nowMs: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(draw: (nowMs: number) => void) {
    this.#draw = draw;
  }

  /** Draws once more, in the next frame that is shared. */
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
