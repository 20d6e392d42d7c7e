import type { Take } from '../../engine/takes/take.ts';
import { playedSeconds } from './played-seconds.ts';

/** In which order takes are listed. */
export type TakeOrder = 'newest' | 'oldest' | 'name' | 'longest';

/** What the person wants to see of the takes. */
export interface ListChoices {
  readonly order: TakeOrder;
  /** Whether takes stand under the day they were recorded on. Only takes ordered by time do. */
  readonly byDay: boolean;
  readonly rejected: boolean;
}

/** Takes of one day. Without days there is one group with all takes. */
export interface TakeGroup {
  /** Midnight at the start of the day, in milliseconds since 1970. Undefined for a group of all takes. */
  readonly day: number | undefined;
  readonly takes: readonly Take[];
}

/**
 * The takes whose name contains `query`, in groups, each in order. Rejected takes come last in their group.
 * @param kept id of a take that is among them in any case
 */
export function groupedTakes(
  takes: readonly Take[],
  query: string,
  choices: ListChoices,
  kept?: string,
): TakeGroup[] {
  const { order, byDay, rejected } = choices;
  const sought = folded(query);
  const found = takes.filter(
    (take) =>
      take.id === kept ||
      ((rejected || !take.rejected) && (sought === '' || folded(take.name).includes(sought))),
  );
  const sorted = found.sort(COMPARE[order]);
  const byTime = order === 'newest' || order === 'oldest';
  if (!byDay || !byTime) return sorted.length === 0 ? [] : [{ day: undefined, takes: sunken(sorted) }];
  const days = new Map<number, Take[]>();
  for (const take of sorted) {
    const day = dayOf(take.spec.createdAt);
    days.set(day, [...(days.get(day) ?? []), take]);
  }
  return [...days].map(([day, takes]) => ({ day, takes: sunken(takes) }));
}

/** Midnight at the start of the local day. */
export function dayOf(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const COMPARE: Record<TakeOrder, (a: Take, b: Take) => number> = {
  newest: (a, b) => b.spec.createdAt - a.spec.createdAt,
  oldest: (a, b) => a.spec.createdAt - b.spec.createdAt,
  name: (a, b) => collator.compare(a.name, b.name),
  longest: (a, b) => playedSeconds(b) - playedSeconds(a),
};

function sunken(takes: readonly Take[]): readonly Take[] {
  return [...takes.filter((take) => !take.rejected), ...takes.filter((take) => take.rejected)];
}

/** Without case and accents, so that `uber` finds `Über`. */
function folded(text: string): string {
  return text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
