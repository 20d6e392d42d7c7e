import type { Bars } from '../../shared/waveform/bars.ts';
import { drawRuler, RULER_HEIGHT } from '../../shared/waveform/draw-ruler.ts';
import {
  clear,
  drawGrid,
  drawLine,
  drawLost,
  drawTakeBars,
  type WaveLook,
} from '../../shared/waveform/draw-wave.ts';
import type { Surface } from '../../shared/waveform/surface.ts';
import type { LostSpan } from '../../shared/waveform/wave-places.ts';
import type { FrameSpan } from './take-view.ts';

/** CSS pixels. */
export const FLAG_HEIGHT = 16;
const HANDLE_WIDTH = 12;
const HANDLE_HEIGHT = 14;
const FLAG_PADDING = 5;
const MOST_FLAG_WIDTH = 120;

export interface EditorMark {
  /** Stays when markers before it come, go or move. */
  readonly id: number;
  readonly frame: number;
  readonly text: string;
}

export interface EditorPicture {
  readonly bars: Bars;
  readonly shown: FrameSpan;
  readonly selection: FrameSpan | undefined;
  readonly playhead: number;
  readonly marks: readonly EditorMark[];
  readonly lost: readonly LostSpan[];
  /** How many of the frames shown, from the take's first, were captured before it was started. */
  readonly preRollFrames: number;
  readonly sampleRate: number;
}

/** Where the flag of a marker stands, in device pixels. */
export interface FlagPlace {
  /** Of its marker, which stands at a frame that no pixel tells exactly. */
  readonly id: number;
  readonly frame: number;
  readonly from: number;
  readonly to: number;
}

/** The part of a take that is edited. Returns where the flags stand, for the pointer. */
export function drawEditor(surface: Surface, look: WaveLook, picture: EditorPicture): FlagPlace[] {
  const { context, colors, width, height, pixelRatio } = surface;
  const { shown, selection, sampleRate } = picture;
  const pixelOf = (frame: number): number =>
    Math.round(((frame - shown.from) / Math.max(1e-9, shown.to - shown.from)) * width);
  const wave = { width, height: height - Math.round(RULER_HEIGHT * pixelRatio) };
  clear(context, surface, colors);
  if (selection !== undefined) {
    context.fillStyle = colors.sel;
    context.fillRect(
      pixelOf(selection.from),
      0,
      pixelOf(selection.to) - pixelOf(selection.from),
      wave.height,
    );
  }
  drawGrid(context, wave, colors, look);
  const pale = Math.round(pixelOf(picture.preRollFrames) / look.pitch);
  drawTakeBars(context, wave, { bars: picture.bars, pale }, (bar) => bar * look.pitch, colors, look);
  for (const { frame, frames } of picture.lost) {
    const [from, to] = [pixelOf(frame), pixelOf(frame + frames)];
    if (to >= 0 && from <= width) drawLost(context, wave, from, to, colors, look);
  }
  if (selection !== undefined) drawEdges(surface, wave, look, pixelOf(selection.from), pixelOf(selection.to));
  const flags = drawFlags(surface, wave, look, picture.marks, pixelOf);
  drawLine(context, wave, pixelOf(picture.playhead) - look.line, colors.accent, look, 2 * look.line);
  const seconds = { from: shown.from / sampleRate, to: shown.to / sampleRate };
  const preRoll = picture.preRollFrames / sampleRate;
  drawRuler(surface, look, wave.height, { ...seconds, width, moves: false, preRoll });
  return flags;
}

/** The edges of the selection, each with a handle at the bottom, where no flag stands. */
function drawEdges(
  { context, colors, pixelRatio }: Surface,
  area: { readonly width: number; readonly height: number },
  look: WaveLook,
  from: number,
  to: number,
): void {
  const [wide, tall] = [HANDLE_WIDTH * pixelRatio, HANDLE_HEIGHT * pixelRatio];
  for (const [x, left] of [
    [from, from],
    [to, to - wide],
  ] as const) {
    drawLine(context, area, x - look.line / 2, colors.accent, look, 2 * look.line);
    context.fillRect(Math.round(left), area.height - tall, wide, tall);
  }
}

function drawFlags(
  { context, colors, pixelRatio }: Surface,
  area: { readonly width: number; readonly height: number },
  look: WaveLook,
  marks: readonly EditorMark[],
  pixelOf: (frame: number) => number,
): FlagPlace[] {
  const flags: FlagPlace[] = [];
  const font = `600 ${11 * pixelRatio}px system-ui, sans-serif`;
  const tall = Math.round(FLAG_HEIGHT * pixelRatio);
  const padding = FLAG_PADDING * pixelRatio;
  const placed = marks
    .map(({ id, frame, text }) => ({ id, frame, text, x: pixelOf(frame) }))
    .sort((a, b) => a.x - b.x);
  context.font = font;
  const widthOf = (text: string): number =>
    Math.min(MOST_FLAG_WIDTH * pixelRatio, Math.ceil(context.measureText(text).width) + 2 * padding);
  const begins = flagBegins(
    placed.map(({ x, text }) => ({ x, wide: widthOf(text) })),
    area.width,
    2 * padding,
  );
  for (const [index, { id, frame, text, x }] of placed.entries()) {
    const from = begins[index]!;
    // A name is cut off where the next flag begins.
    const next = begins.find((begin) => begin > from) ?? Infinity;
    context.font = font;
    const wide = Math.max(2 * padding, Math.min(widthOf(text), next - from - look.line));
    if (from + wide < 0 || x > area.width) continue;
    drawLine(context, area, Math.min(x, area.width - look.line), colors.mark, look);
    context.fillRect(from, 0, wide, tall);
    context.save();
    context.beginPath();
    context.rect(from, 0, wide - padding / 2, tall);
    context.clip();
    context.fillStyle = colors.sunken;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(text, from + padding, tall / 2);
    context.restore();
    flags.push({ id, frame, from, to: from + wide });
  }
  return flags;
}

/** A marker in device pixels: where it stands, and how wide its flag is with all of its name. */
interface FlagWish {
  readonly x: number;
  readonly wide: number;
}

/**
 * Where the flags begin. A marker at the right end can be taken hold of too: its flag stands before the end, and those
 * that it would cover stand before it. The last has its whole name if there is room before it.
 * @param wishes ascending
 */
export function flagBegins(wishes: readonly FlagWish[], width: number, least: number): number[] {
  let end = width;
  const begins = wishes
    .toReversed()
    .map(({ x }) => {
      if (x > width || x <= end - least) return x;
      end -= least;
      return end;
    })
    .toReversed();
  const last = wishes.findLastIndex(({ x }) => x <= width);
  const { x = 0, wide = 0 } = wishes[last] ?? {};
  if (begins[last] === x) return begins;
  const before = last > 0 ? begins[last - 1]! + wishes[last - 1]!.wide : 0;
  begins[last] = Math.min(width - least, Math.max(width - wide, before));
  return begins;
}
