/** What happened in the page since it was loaded. */
export interface Drawing {
  /** When the live waveform was drawn, in milliseconds of the page's clock. */
  readonly drawnMs: readonly number[];
  /** How long the tasks took that held up the page, as the browser reports them: those over 50 ms. */
  readonly taskMs: readonly number[];
}

declare global {
  interface Window {
    drawing: Drawing;
  }
}

/** Notes each draw of the live waveform, which begins by clearing its canvas. Runs before the page's own code. */
export function watchDrawing(): void {
  const drawnMs: number[] = [];
  const taskMs: number[] = [];
  window.drawing = { drawnMs, taskMs };
  const { fillRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
    const { canvas } = this;
    if (width === canvas.width && height === canvas.height) {
      const root = canvas.getRootNode();
      if (root instanceof ShadowRoot && root.host.localName === 'live-waveform')
        drawnMs.push(performance.now());
    }
    fillRect.call(this, x, y, width, height);
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) taskMs.push(duration);
  }).observe({ type: 'longtask' });
}
