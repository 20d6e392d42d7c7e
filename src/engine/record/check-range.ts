import { checkedNumber } from '../../shared/base/refused.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';

/** More columns than any screen shows. The journal that makes them has a take to write. */
const MOST_COLUMNS = 100_000;

/** Throws `invalid-option`, which names the field. */
export function checkRange({ from, to, width }: PeakRange): void {
  checkedNumber('width', width, 1, MOST_COLUMNS);
  checkedNumber('from', from, 0, Number.MAX_SAFE_INTEGER);
  checkedNumber('to', to, from, Number.MAX_SAFE_INTEGER);
}
