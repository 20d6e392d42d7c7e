/** A duration in words that are read on screen and spoken alike: `12 s`, `3 min 12 s`, `2 h 5 min`, `3 days 4 h`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  if (days > 0) return join(`${days} ${days === 1 ? 'day' : 'days'}`, hours, 'h');
  if (hours > 0) return join(`${hours} h`, minutes, 'min');
  if (minutes > 0) return join(`${minutes} min`, whole % 60, 's');
  return `${whole} s`;
}

function join(large: string, small: number, unit: string): string {
  return small === 0 ? large : `${large} ${small} ${unit}`;
}
