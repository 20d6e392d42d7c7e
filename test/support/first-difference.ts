/**
 * Index of the first difference, including one in length; -1 when there is none. Vitest's matchers take seconds for a
 * million numbers.
 */
export function firstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual instanceof Uint8Array && expected instanceof Uint8Array && equalBytes(actual, expected))
    return -1;
  const length = Math.max(actual.length, expected.length);
  for (let i = 0; i < length; i++) {
    if (actual[i] !== expected[i]) return i;
  }
  return -1;
}

/** Compares in native code, because most byte arrays that are compared are equal. */
function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
