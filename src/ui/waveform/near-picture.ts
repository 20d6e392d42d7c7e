import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import { LivePicture, type History, type LiveScene } from '../../shared/waveform/live-picture.ts';
import type { CanvasBox } from './canvas-box.ts';

/** A canvas on which the page itself draws the take being recorded, on animation frames. */
export class NearPicture {
  readonly #box: CanvasBox;
  readonly #picture: LivePicture;
  #frame = 0;

  constructor(box: CanvasBox, history: History) {
    this.#box = box;
    this.#picture = new LivePicture(history);
  }

  /** Shows a scene from the next frame on, for as long as the take runs and until its head has come to rest. */
  show(scene: LiveScene, peaks: () => LivePeaks | undefined): void {
    this.close();
    this.#frame = requestAnimationFrame((nowMs) => {
      const moves = this.draw(nowMs, scene, peaks);
      if (scene.running || moves) this.show(scene, peaks);
    });
  }

  /** Returns whether the head has still to move to what is known. */
  draw(nowMs: number, scene: LiveScene, peaks: () => LivePeaks | undefined): boolean {
    const { surface } = this.#box;
    return surface !== undefined && this.#picture.draw(nowMs, surface, scene, peaks());
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
  }
}
