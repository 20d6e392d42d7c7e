import type { Bars } from '../../shared/waveform/bars.ts';
import { clear, drawBars, drawLine, drawLost, type WaveLook } from '../../shared/waveform/draw-wave.ts';
import type { Surface } from '../../shared/waveform/surface.ts';
import type { LostSpan, WaveMark } from '../../shared/waveform/wave-places.ts';

export interface Overview {
  readonly bars: Bars;
  /** Frames from the left edge to the right one. */
  readonly frames: number;
  readonly marks: readonly WaveMark[];
  readonly lost: readonly LostSpan[];
  /** The frame being played; undefined while nothing is. */
  readonly playhead: number | undefined;
  /** The part that another waveform shows. */
  readonly view: { readonly from: number; readonly to: number } | undefined;
  /** Whether the take grows: its end is marked as the head. */
  readonly growing: boolean;
}

/** A whole take in one strip. */
export function drawOverview(surface: Surface, look: WaveLook, overview: Overview): void {
  const { context, colors, width, height } = surface;
  clear(context, surface, colors);
  const { bars, frames } = overview;
  drawBars(context, surface, bars, (bar) => bar * look.pitch, colors, look);
  const pixelOf = (frame: number): number => Math.round((frame / Math.max(1, frames)) * width);
  for (const { frame, frames: lost } of overview.lost) {
    drawLost(context, surface, pixelOf(frame), pixelOf(frame + lost), colors, look);
  }
  // A marker at the very end would stand outside.
  const lineOf = (frame: number): number => Math.min(pixelOf(frame), width - look.line);
  for (const { frame } of overview.marks) drawLine(context, surface, lineOf(frame), colors.mark, look);
  if (overview.view !== undefined) {
    const [from, to] = [pixelOf(overview.view.from), pixelOf(overview.view.to)];
    const thick = 2 * look.line;
    context.fillStyle = colors.accent;
    context.fillRect(from, 0, thick, height);
    context.fillRect(Math.max(from, to - thick), 0, thick, height);
    context.fillRect(from, 0, to - from, look.line);
    context.fillRect(from, height - look.line, to - from, look.line);
  }
  if (overview.growing) drawLine(context, surface, width - 2 * look.line, colors.record, look, 2 * look.line);
  if (overview.playhead !== undefined) {
    drawLine(context, surface, pixelOf(overview.playhead), colors.accent, look, 2 * look.line);
  }
}
