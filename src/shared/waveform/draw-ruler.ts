import type { WaveLook } from './draw-wave.ts';
import type { Surface, WaveContext } from './surface.ts';

/** CSS pixels. */
export const RULER_HEIGHT = 20;
const TICK_WIDTH = 90;
const MARGIN = 2;
/** Between the label of the pre-roll and a time. */
const LEAST_SPACE = 6;

/** Seconds between two labels of the ruler, from which the least that fits is chosen. */
const STEPS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
  3600, 7200, 14_400,
];

export interface Tick {
  readonly seconds: number;
  readonly text: string;
}

/** The labels of a ruler from `from` to `to` seconds, of which at most `most` fit. */
export function timeTicks(from: number, to: number, most: number): Tick[] {
  const step = STEPS.find((step) => (to - from) / step <= most) ?? STEPS.at(-1)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const ticks: Tick[] = [];
  for (let n = first; n <= last && ticks.length <= most; n++) {
    ticks.push({ seconds: n * step, text: tickText(n * step, step) });
  }
  return ticks;
}

function tickText(seconds: number, step: number): string {
  const digits = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9);
  const whole = Math.floor(seconds + 1e-9);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = (seconds - 60 * Math.floor(whole / 60))
    .toFixed(digits)
    .padStart(digits === 0 ? 2 : 3 + digits, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Which part of a take a ruler is for. */
export interface RulerSpan {
  /** Seconds at the left edge, and at pixel `width`. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** Whether the picture moves. Labels then leave it as they are; otherwise those at its edges are moved inside. */
  readonly moves: boolean;
  /** Seconds at the beginning of the take from before it was started. Default: 0. */
  readonly preRoll?: number;
}

/** Pixels from a label's left edge to its right one. */
interface LabelPlace {
  readonly left: number;
  readonly right: number;
}

/** `−2 s`: how long before its start a take begins. */
export function preRollText(seconds: number): string {
  return `−${Number(seconds.toFixed(1))} s`;
}

/** Draws the times below a waveform, which ends at pixel `top`. */
export function drawRuler(
  { context, colors, height, pixelRatio }: Surface,
  { line }: WaveLook,
  top: number,
  span: RulerSpan,
): void {
  const { from, to, width, moves } = span;
  context.globalAlpha = 1;
  context.fillStyle = colors.soft;
  context.font = `${12 * pixelRatio}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const middle = (top + height) / 2;
  const taken = drawPreRoll(context, span, middle + line);
  // A label whose middle has left a moving picture is still seen in part.
  const beyond = moves ? 0.1 * (to - from) : 0;
  const most = Math.max(
    1,
    ((1 + (2 * beyond) / Math.max(1e-9, to - from)) * width) / (TICK_WIDTH * pixelRatio),
  );
  for (const { seconds, text } of timeTicks(from - beyond, to + beyond, most)) {
    if (seconds < 0) continue;
    const x = Math.round(((seconds - from) / Math.max(1e-9, to - from)) * width);
    const wide = context.measureText(text).width;
    const left = x - wide / 2;
    context.fillRect(x, top, line, 3 * line);
    const inside = Math.max(MARGIN, Math.min(width - wide - MARGIN, left));
    const at = moves ? Math.round(left) : inside;
    if (taken !== undefined && at < taken.right + LEAST_SPACE && at + wide > taken.left - LEAST_SPACE)
      continue;
    context.fillText(text, at, middle + line);
  }
}

/** Labels the pre-roll where that is wide enough. Times that would overlap the label are left out. */
function drawPreRoll(
  context: WaveContext,
  { from, to, width, preRoll = 0 }: RulerSpan,
  y: number,
): LabelPlace | undefined {
  if (preRoll <= 0) return undefined;
  const text = preRollText(preRoll);
  const wide = context.measureText(text).width;
  const pixelOf = (seconds: number) => ((seconds - from) / Math.max(1e-9, to - from)) * width;
  const [start, end] = [Math.max(0, pixelOf(0)), Math.min(width, pixelOf(preRoll))];
  if (end - start < wide + 2 * MARGIN) return undefined;
  const left = Math.round((start + end - wide) / 2);
  context.fillText(text, left, y);
  return { left, right: left + wide };
}
