import { proxy, transfer } from 'comlink';
import type { SharedPeaks } from '../../shared/peaks/live-peaks.ts';
import type { LiveDrawingApi } from '../../shared/waveform/live-drawing-api.ts';
import type { History, LiveScene } from '../../shared/waveform/live-picture.ts';
import type { Shape } from '../../shared/waveform/surface.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';
import { sharesMemory } from '../base/shared-memory.ts';

type Drawing = Bridge<LiveDrawingApi<OffscreenCanvas>>;

/** One for all canvases of the page: it stays, so that the next one is drawn at once. */
let started: Promise<Drawing | undefined> | undefined;

/** Starts the worker that draws live waveforms, if this browser has what it needs. Otherwise the page draws them. */
export function liveDrawing(): Promise<Drawing | undefined> {
  return (started ??= start());
}

async function start(): Promise<Drawing | undefined> {
  const able = sharesMemory() && 'transferControlToOffscreen' in HTMLCanvasElement.prototype;
  if (!able) return undefined;
  try {
    return await WorkerBridge.start<LiveDrawingApi<OffscreenCanvas>>(
      'waveform',
      () =>
        new Worker(new URL('../../workers/waveform/live-drawing.worker.ts', import.meta.url), {
          type: 'module',
        }),
    );
  } catch {
    return undefined;
  }
}

let pictures = 0;

/** A canvas on which the worker draws the take being recorded. */
export class FarPicture {
  readonly #drawing: Drawing;
  readonly #number = pictures++;

  /** @param lost called if the worker dies: the canvas is then of no use */
  constructor(drawing: Drawing, canvas: OffscreenCanvas, history: History, lost: () => void) {
    this.#drawing = drawing;
    drawing
      .call((worker) => worker.open(this.#number, transfer(canvas, [canvas]), proxy(history)))
      .catch(() => {
        started = Promise.resolve(undefined);
        // A worker that threw still runs.
        drawing.terminate();
        lost();
      });
  }

  /** See `LiveDrawingApi.show`. */
  show(scene: LiveScene, shape: Shape | undefined, peaks: SharedPeaks | undefined): void {
    // If the worker is dead, `lost` was called.
    this.#drawing.call((worker) => worker.show(this.#number, scene, shape, peaks)).catch(() => {});
  }

  close(): void {
    this.#drawing.call((worker) => worker.close(this.#number)).catch(() => {});
  }
}
