import { checkedNumber } from '../../shared/base/refused.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';

/** More columns than any screen shows. The journal that makes them has a take to write. */
const MOST_COLUMNS = 100_000;
const LAST_FRAME = 1e15;

/** Throws `invalid-option`, which names the field. */
export function checkRange({ from, to, width }: PeakRange): void {
  checkedNumber('width', width, 1, MOST_COLUMNS);
  checkedNumber('from', from, 0, LAST_FRAME);
  checkedNumber('to', to, from, LAST_FRAME);
}
