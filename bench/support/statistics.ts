/** The middle value, or the mean of the two middle values of an even count. Throws if `values` is empty. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The smallest value that `fraction` (0 to 1) of the ascending values do not exceed. Throws if there are no values. */
export function quantile(ascending: readonly number[], fraction: number): number {
  if (ascending.length === 0) throw new RangeError('a quantile of nothing');
  return ascending[Math.min(ascending.length - 1, Math.ceil(fraction * ascending.length) - 1)]!;
}
