/** `Take 2026-11-21 14-03`. */
export function freshTakeName(now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  return `Take ${day} ${two(now.getHours())}-${two(now.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Why Play does nothing during a take. */
export const NO_PLAYING = 'A take cannot play while you record: the microphone would hear it';
