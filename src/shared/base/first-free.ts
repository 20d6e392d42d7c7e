/** Of the first name, the second and so on, the first that is not used. */
export function firstFree(name: (nth: number) => string, used: readonly string[]): string {
  let nth = 1;
  while (used.includes(name(nth))) nth += 1;
  return name(nth);
}
