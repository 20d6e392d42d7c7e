/** `Take 2026-11-21 14-03`, with a number behind it where that name is taken. */
export function freshTakeName(now: Date, taken: readonly string[]): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  const name = `Take ${day} ${two(now.getHours())}-${two(now.getMinutes())}`;
  let count = 1;
  const numbered = () => (count === 1 ? name : `${name} (${count})`);
  while (taken.includes(numbered())) count += 1;
  return numbered();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
