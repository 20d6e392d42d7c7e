/** The first of `name(1)`, `name(2)` and so on that is not in `used`. */
export function firstFree(name: (nth: number) => string, used: Pick<readonly string[], 'includes'>): string {
  let nth = 1;
  while (used.includes(name(nth))) nth += 1;
  return name(nth);
}
