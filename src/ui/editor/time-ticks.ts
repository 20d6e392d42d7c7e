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
