import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import { LivePicture, type History, type LiveScene } from '../../shared/waveform/live-picture.ts';
import { PictureFrames } from '../../shared/waveform/picture-frames.ts';
import type { CanvasBox } from './canvas-box.ts';

/** A canvas on which the page itself draws the take being recorded, on animation frames. */
export class NearPicture {
  readonly #box: CanvasBox;
  readonly #picture: LivePicture;
  readonly #frames = new PictureFrames();

  constructor(box: CanvasBox, history: History) {
    this.#box = box;
    this.#picture = new LivePicture(history);
  }

  /** Shows a scene from the next frame on, for as long as the take runs and until its head has come to rest. */
  show(scene: LiveScene, peaks: () => LivePeaks | undefined): void {
    this.#frames.run(scene.paged, (nowMs) => this.draw(nowMs, scene, peaks) || scene.running);
  }

  /** Returns whether the head has still to move to what is known. */
  draw(nowMs: number, scene: LiveScene, peaks: () => LivePeaks | undefined): boolean {
    const { surface } = this.#box;
    return surface !== undefined && this.#picture.draw(nowMs, surface, scene, peaks());
  }

  close(): void {
    this.#frames.stop();
  }
}
