/** Index of the first difference, also in length; -1: none. Vitest's matchers take seconds for a million numbers. */
export function firstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const length = Math.max(actual.length, expected.length);
  for (let i = 0; i < length; i++) {
    if (actual[i] !== expected[i]) return i;
  }
  return -1;
}
