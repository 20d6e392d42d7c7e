const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** `14 h of space left`, `2 h 40 min of space left`, `25 min of space left`. Rounds down. */
export function spaceText(seconds: number): string {
  const hours = Math.floor(seconds / HOUR);
  if (hours >= 100) return 'More than 100 h of space left';
  if (hours >= 10) return `${hours} h of space left`;
  if (hours >= 1) {
    const tens = Math.floor((seconds - hours * HOUR) / (10 * MINUTE)) * 10;
    return `${hours} h${tens === 0 ? '' : ` ${tens} min`} of space left`;
  }
  if (seconds >= MINUTE) return `${Math.floor(seconds / MINUTE)} min of space left`;
  return 'Less than a minute of space left';
}
