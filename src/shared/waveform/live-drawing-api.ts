import type { SharedPeaks } from '../peaks/live-peaks.ts';
import type { History, LiveScene } from './live-picture.ts';
import type { Shape } from './surface.ts';

/** The worker that draws live waveforms, each on a canvas that the page has handed over. */
export interface LiveDrawingApi<Canvas> {
  /**
   * Takes over a canvas. Nothing is drawn on it before `show`. Resolves when it is closed.
   * @param picture the caller's number for it
   * @param history called for what a hidden page missed
   */
  open(picture: number, canvas: Canvas, history: History): Promise<void>;
  /**
   * Says what a canvas is to show from now on. It is drawn while the take runs, and until its head has come to rest.
   * @param shape undefined while nobody sees the canvas: nothing is drawn then
   * @param peaks undefined while no microphone is open: what was drawn stays
   */
  show(
    picture: number,
    scene: LiveScene,
    shape: Shape | undefined,
    peaks: SharedPeaks | undefined,
  ): Promise<void>;
  /** Draws no longer on a canvas. */
  close(picture: number): Promise<void>;
}
