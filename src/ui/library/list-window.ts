import type { TakeGroup } from './take-order.ts';
import type { Take } from '../../engine/takes/take.ts';

/** Rows kept in the page above and below the visible ones. */
const SPARE_ROWS = 5;

/** Heights of the list's parts, in pixels. */
export interface RowSizes {
  readonly row: number;
  /** The heading above the first take of a group. */
  readonly heading: number;
}

export interface PlacedTake {
  readonly take: Take;
  /** Distance of the row's upper edge from the list's. The heading lies above it. */
  readonly top: number;
  /** Set on the first take of a group that has a heading. */
  readonly heading: TakeGroup | undefined;
}

/** The rows of all takes, and the height of the list. */
export interface ListLayout {
  readonly rows: readonly PlacedTake[];
  readonly height: number;
}

/** The newest take alone, without a heading. */
export function newestOnly([newest]: readonly Take[] = []): readonly TakeGroup[] {
  return newest === undefined ? [] : [{ day: undefined, takes: [newest] }];
}

export function layOut(groups: readonly TakeGroup[], sizes: RowSizes): ListLayout {
  const rows: PlacedTake[] = [];
  let top = 0;
  for (const group of groups) {
    if (group.day !== undefined) top += sizes.heading;
    for (const [index, take] of group.takes.entries()) {
      const heading = index === 0 && group.day !== undefined ? group : undefined;
      rows.push({ take, top, heading });
      top += sizes.row;
    }
  }
  return { rows, height: top };
}

/** The rows `from` up to and without `to` that are in view, and five more on either side. */
export function visibleRows(
  { rows }: ListLayout,
  scrolled: number,
  viewHeight: number,
): { readonly from: number; readonly to: number } {
  const first = firstBelow(rows, scrolled);
  const last = firstBelow(rows, scrolled + viewHeight);
  return { from: Math.max(0, first - 1 - SPARE_ROWS), to: Math.min(rows.length, last + SPARE_ROWS) };
}

/** Index of the first row whose upper edge is at or below `y`. */
function firstBelow(rows: readonly PlacedTake[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]!.top < y) low = middle + 1;
    else high = middle;
  }
  return low;
}
