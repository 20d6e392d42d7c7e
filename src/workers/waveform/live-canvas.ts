import { LivePeaks, type SharedPeaks } from '../../shared/peaks/live-peaks.ts';
import { LivePicture, type History, type LiveScene } from '../../shared/waveform/live-picture.ts';
import { PictureFrames } from '../../shared/waveform/picture-frames.ts';
import type { Shape } from '../../shared/waveform/surface.ts';

/** What a canvas is to show. */
interface Shown {
  readonly scene: LiveScene;
  readonly shape: Shape | undefined;
  readonly peaks: LivePeaks | undefined;
}

/** A canvas with a live waveform. It reads the columns from shared memory on animation frames, without a message. */
export class LiveCanvas {
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D | null;
  readonly #picture: LivePicture;
  readonly #closed: () => void;
  #shown: Shown | undefined;
  readonly #frames = new PictureFrames();

  /** @param closed called when it is closed */
  constructor(canvas: OffscreenCanvas, history: History, closed: () => void) {
    this.#canvas = canvas;
    // Opaque: the browser need not blend it.
    this.#context = canvas.getContext('2d', { alpha: false });
    this.#picture = new LivePicture(history);
    this.#closed = closed;
  }

  show(scene: LiveScene, shape: Shape | undefined, peaks: SharedPeaks | undefined): void {
    this.#shown = { scene, shape, peaks: peaks && new LivePeaks(peaks.block, peaks.offset) };
    this.#next();
  }

  close(): void {
    this.#frames.stop();
    this.#closed();
  }

  #next(): void {
    const { scene, shape } = this.#shown ?? {};
    if (scene === undefined || shape === undefined) return this.#frames.stop();
    this.#frames.run(scene.paged, (nowMs) => this.#draw(nowMs) || scene.running);
  }

  /** Returns whether the head has still to move to what is known. */
  #draw(nowMs: number): boolean {
    const { scene, shape, peaks } = this.#shown ?? {};
    if (scene === undefined || shape === undefined || this.#context === null) return false;
    const { width, height } = shape;
    // Setting the size clears the canvas.
    if (width !== this.#canvas.width || height !== this.#canvas.height)
      Object.assign(this.#canvas, { width, height });
    return this.#picture.draw(nowMs, { ...shape, context: this.#context }, scene, peaks);
  }
}
