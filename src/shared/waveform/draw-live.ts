import type { Bars } from './bars.ts';
import { clear, drawGrid, drawLine, drawLost, drawMark, drawTakeBars, type WaveLook } from './draw-wave.ts';
import { drawRuler, RULER_HEIGHT } from './draw-ruler.ts';
import type { Surface } from './surface.ts';
import type { LostSpan, WaveMark } from './wave-places.ts';

/** Where the head of a scrolling waveform stands: the share of the width. */
const HEAD = 0.86;

/** Which part of the take a live waveform shows. All positions are in device pixels. */
export interface LiveView {
  /** The take's pixel at the left edge. */
  readonly offset: number;
  readonly headX: number;
  readonly framesPerPixel: number;
  /** Whether the take goes by. Otherwise a page of it stands still. */
  readonly moves: boolean;
}

/**
 * The view whose head is at `frame`.
 * @param paged whether the waveform fills a page and turns it, for people who do not want it to move
 */
export function liveView(
  frame: number,
  framesPerPixel: number,
  width: number,
  { pitch }: WaveLook,
  paged: boolean,
): LiveView {
  const head = Math.round(frame / framesPerPixel);
  if (!paged) {
    const headX = Math.round(width * HEAD);
    return { offset: head - headX, headX, framesPerPixel, moves: true };
  }
  const page = Math.max(pitch, width - (width % pitch));
  const offset = head - (head % page);
  return { offset, headX: head - offset, framesPerPixel, moves: false };
}

export interface LiveWave {
  /** Undefined where the times mean nothing: before a take. */
  readonly sampleRate: number | undefined;
  /** The number of the first of `bars`. */
  readonly first: number;
  readonly bars: Bars;
  readonly lost: readonly LostSpan[];
  readonly marks: readonly WaveMark[];
  /** How many frames of the take, from its first, were captured before it was started. */
  readonly preRollFrames: number;
}

export function drawLive(surface: Surface, view: LiveView, look: WaveLook, wave: LiveWave): void {
  const { context, colors, width } = surface;
  clear(context, surface, colors);
  const area = { width, height: surface.height - Math.round(RULER_HEIGHT * surface.pixelRatio) };
  drawGrid(context, area, colors, look);
  const place = (bar: number): number => (wave.first + bar) * look.pitch - view.offset;
  const pale = Math.round(wave.preRollFrames / (view.framesPerPixel * look.pitch)) - wave.first;
  drawTakeBars(context, area, { bars: wave.bars, pale }, place, colors, look);
  const pixelOf = (frame: number): number => Math.round(frame / view.framesPerPixel) - view.offset;
  for (const { frame, frames } of wave.lost) {
    const [from, to] = [pixelOf(frame), pixelOf(frame + frames)];
    if (to >= 0 && from <= view.headX) drawLost(context, area, from, Math.min(to, view.headX), colors, look);
  }
  for (const [index, { frame }] of wave.marks.entries())
    drawMark(context, area, pixelOf(frame), index + 1, colors, look);
  drawLine(context, area, view.headX, colors.record, look, 2 * look.line);
  if (wave.sampleRate === undefined) return;
  const secondsAt = (pixel: number): number =>
    ((view.offset + pixel) * view.framesPerPixel) / wave.sampleRate!;
  const span = {
    from: secondsAt(0),
    to: secondsAt(width),
    width,
    moves: view.moves,
    preRoll: wave.preRollFrames / wave.sampleRate,
  };
  drawRuler(surface, look, area.height, span);
}
