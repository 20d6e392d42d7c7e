import { someBars, type Bars } from './bars.ts';
import type { Area, WaveColors, WaveContext } from './surface.ts';

/** Sizes in device pixels. */
export interface WaveLook {
  readonly barWidth: number;
  /** From one bar to the next. */
  readonly pitch: number;
  /** Least height of a bar. */
  readonly leastBar: number;
  readonly line: number;
}

/** Bars of 2 px with gaps of 1 px. The pitch is whole, so that all bars look alike at any pixel ratio. */
export function waveLook(pixelRatio: number): WaveLook {
  const barWidth = Math.max(1, Math.round(2 * pixelRatio));
  const line = Math.max(1, Math.round(pixelRatio));
  return { barWidth, pitch: barWidth + line, leastBar: line, line };
}

export function clear(context: WaveContext, { width, height }: Area, colors: WaveColors): void {
  context.globalAlpha = 1;
  context.fillStyle = colors.sunken;
  context.fillRect(0, 0, width, height);
}

/** The middle, and lines at ±6 dB: half of full scale. */
export function drawGrid(
  context: WaveContext,
  { width, height }: Area,
  colors: WaveColors,
  look: WaveLook,
): void {
  context.globalAlpha = 0.35;
  context.fillStyle = colors.faint;
  for (const share of [0.25, 0.5, 0.75]) {
    context.fillRect(0, Math.round(height * share - look.line / 2), width, look.line);
  }
  context.globalAlpha = 1;
}

/** Where bar `index` begins: any whole number of device pixels. */
export type BarPlace = (index: number) => number;

/** Draws bars around the middle; those that clipped in the record colour, whole columns high so that they are seen. */
export function drawBars(
  context: WaveContext,
  area: Area,
  bars: Bars,
  place: BarPlace,
  colors: WaveColors,
  look: WaveLook,
): void {
  fillBars(context, area, bars, place, look, 0, colors.wave);
  fillBars(context, area, bars, place, look, 1, colors.record);
}

/** Of the bars of a take, the first `pale` were captured before it was started. */
export interface TakeBars {
  readonly bars: Bars;
  /** May be less than 0, or more than there are. */
  readonly pale: number;
}

/** Draws bars, those from before the take was started at half strength. */
export function drawTakeBars(
  context: WaveContext,
  area: Area,
  { bars, pale }: TakeBars,
  place: BarPlace,
  colors: WaveColors,
  look: WaveLook,
): void {
  const first = Math.max(0, Math.min(bars.count, pale));
  if (first > 0) {
    context.globalAlpha = 0.5;
    drawBars(context, area, someBars(bars, 0, first), place, colors, look);
    context.globalAlpha = 1;
  }
  drawBars(context, area, someBars(bars, first, bars.count), (bar) => place(first + bar), colors, look);
}

/** Bar by bar: rectangles on whole pixels are filled much faster than a path of as many. */
function fillBars(
  context: WaveContext,
  { width, height }: Area,
  { count, minimum, maximum, clipped }: Bars,
  place: BarPlace,
  { barWidth, leastBar }: WaveLook,
  wanted: 0 | 1,
  color: string,
): void {
  const middle = height / 2;
  context.fillStyle = color;
  for (let bar = 0; bar < count; bar++) {
    if (clipped[bar] !== wanted) continue;
    const x = place(bar);
    if (x + barWidth <= 0 || x >= width) continue;
    const top = Math.round(middle - Math.max(0, maximum[bar]!) * middle);
    const bottom = Math.round(middle - Math.min(0, minimum[bar]!) * middle);
    const tall = Math.max(leastBar, bottom - top);
    const y = bottom - top < leastBar ? Math.round(middle - leastBar / 2) : top;
    context.fillRect(x, y, barWidth, tall);
  }
}

/** Hatches a span in which audio is missing, as far as it is in the picture. The hatching stands still in the picture. */
export function drawLost(
  context: WaveContext,
  { width, height }: Area,
  from: number,
  to: number,
  colors: WaveColors,
  { line }: WaveLook,
): void {
  const step = 6 * line;
  const left = Math.max(from, -line);
  const right = Math.min(Math.max(to, from + 2 * line), width + line);
  if (right <= left) return;
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  context.strokeStyle = colors.record;
  context.lineWidth = line;
  context.beginPath();
  for (let x = left - height - ((left - height) % step); x < right; x += step) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

/** A line from top to bottom. */
export function drawLine(
  context: WaveContext,
  { height }: Area,
  x: number,
  color: string,
  { line }: WaveLook,
  width = line,
): void {
  context.globalAlpha = 1;
  context.fillStyle = color;
  context.fillRect(Math.round(x), 0, width, height);
}

const FLAG_HEIGHT = 16;
const FLAG_FONT = 11;
const DIGIT = 7;

/** A marker: a line from top to bottom, with a flag that carries its number. */
export function drawMark(
  context: WaveContext,
  area: Area,
  x: number,
  number: number,
  colors: WaveColors,
  look: WaveLook,
): void {
  const text = String(number);
  const width = (10 + DIGIT * text.length) * look.line;
  if (x + width < 0 || x > area.width) return;
  drawLine(context, area, x, colors.mark, look);
  context.fillRect(Math.round(x), 0, width, FLAG_HEIGHT * look.line);
  context.fillStyle = colors.sunken;
  context.font = `600 ${FLAG_FONT * look.line}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, Math.round(x + width / 2), Math.round((FLAG_HEIGHT * look.line) / 2));
}
