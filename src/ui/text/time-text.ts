/** `1:02:03.4`, for a running clock. Hours are always shown, and tenths are never rounded up. */
export function elapsedText(seconds: number): string {
  const tenths = Math.floor(seconds * 10 + ROUNDING);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${tenths % 10}`;
}

/** `0:00.734` or `1:02:03.734`: a position in a take, to the millisecond. */
export function positionText(seconds: number): string {
  const ms = Math.floor(seconds * 1000 + ROUNDING);
  return `${minutesText(Math.floor(ms / 1000))}.${String(ms % 1000).padStart(3, '0')}`;
}

/** `0:30.0` or `1:02:03.4`: the length of a take. */
export function lengthText(seconds: number): string {
  const tenths = Math.floor(seconds * 10 + ROUNDING);
  return `${minutesText(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** `10 ms` or `2.5 s`. */
export function spanText(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(1)} s`;
  const ms = seconds * 1000;
  return `${ms >= 1 ? Math.round(ms) : ms.toFixed(2)} ms`;
}

/** Keeps 0.3 s from being shown as 0.2: frames divided by a rate may land slightly below. */
const ROUNDING = 1e-6;

/** `59:58` or `1:02:03`: whole seconds. */
export function minutesText(whole: number): string {
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
