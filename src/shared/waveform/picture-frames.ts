// Pages and workers have these, and `shared` is checked without either.
declare function requestAnimationFrame(callback: (nowMs: number) => void): number;
declare function cancelAnimationFrame(frame: number): void;
declare function setTimeout(callback: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;

/** For people who do not want a picture to move, it is drawn as often as columns come. */
const PAGED_MS = 100;

/** Animation frames of one picture: all of them where it moves, ten a second where it turns pages. */
export class PictureFrames {
  #frame = 0;
  #timer = 0;

  /** Draws on the next frame, and again for as long as `draw` returns true. Replaces what was asked for before. */
  run(paged: boolean, draw: (nowMs: number) => boolean): void {
    this.stop();
    this.#frame = requestAnimationFrame((nowMs) => {
      if (!draw(nowMs)) return;
      if (paged) this.#timer = setTimeout(() => this.run(paged, draw), PAGED_MS);
      else this.run(paged, draw);
    });
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }
}
