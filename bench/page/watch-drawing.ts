/** What happened in a thread since it was told to watch. */
export interface Drawing {
  /** When the live waveform was drawn, in milliseconds of the thread's clock. */
  readonly drawnMs: readonly number[];
  /** How long the tasks took that held up the page, as the browser reports them: those over 50 ms. */
  readonly taskMs: readonly number[];
}

declare global {
  var drawing: Drawing;
}

/**
 * Notes each draw of the live waveform, which begins by clearing its canvas. Runs before the page's own code, and in the
 * worker that draws.
 */
export function watchDrawing(): void {
  const drawnMs: number[] = [];
  const taskMs: number[] = [];
  globalThis.drawing = { drawnMs, taskMs };
  const inPage = 'CanvasRenderingContext2D' in globalThis;
  const contexts = inPage ? CanvasRenderingContext2D : OffscreenCanvasRenderingContext2D;
  const { fillRect } = contexts.prototype;
  contexts.prototype.fillRect = function (this: CanvasRenderingContext2D, x, y, width, height) {
    const { canvas } = this;
    if (width === canvas.width && height === canvas.height) {
      const root = inPage ? canvas.getRootNode() : undefined;
      if (!inPage || (root instanceof ShadowRoot && root.host.localName === 'live-waveform'))
        drawnMs.push(performance.now());
    }
    fillRect.call(this, x, y, width, height);
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) taskMs.push(duration);
  }).observe({ type: 'longtask' });
}
