import type { SharedPeaks } from '../../shared/peaks/live-peaks.ts';
import type { LiveDrawingApi } from '../../shared/waveform/live-drawing-api.ts';
import type { History, LiveScene } from '../../shared/waveform/live-picture.ts';
import type { Shape } from '../../shared/waveform/surface.ts';
import { LiveCanvas } from './live-canvas.ts';

/** The service of the worker that draws live waveforms. */
export class LiveDrawing implements LiveDrawingApi<OffscreenCanvas> {
  readonly #canvases = new Map<number, LiveCanvas>();

  open(picture: number, canvas: OffscreenCanvas, history: History): Promise<void> {
    return new Promise((closed) => this.#canvases.set(picture, new LiveCanvas(canvas, history, closed)));
  }

  async show(
    picture: number,
    scene: LiveScene,
    shape: Shape | undefined,
    peaks: SharedPeaks | undefined,
  ): Promise<void> {
    this.#canvases.get(picture)?.show(scene, shape, peaks);
  }

  async close(picture: number): Promise<void> {
    this.#canvases.get(picture)?.close();
    this.#canvases.delete(picture);
  }
}
