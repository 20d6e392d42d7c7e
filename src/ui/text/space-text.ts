const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** `About 14 h of room`, `About 2 h 40 min of room`, `About 25 min of room`. Rounds down. */
export function spaceText(seconds: number): string {
  const hours = Math.floor(seconds / HOUR);
  if (hours >= 100) return 'More than 100 h of room';
  if (hours >= 10) return `About ${hours} h of room`;
  if (hours >= 1) {
    const tens = Math.floor((seconds - hours * HOUR) / (10 * MINUTE)) * 10;
    return `About ${hours} h${tens === 0 ? '' : ` ${tens} min`} of room`;
  }
  if (seconds >= MINUTE) return `About ${Math.floor(seconds / MINUTE)} min of room`;
  return 'Less than a minute of room';
}
