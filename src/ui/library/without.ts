import type { Take } from '../../engine/takes/take.ts';

/** A list without some of its takes, which are known by their ids. */
export function without(list: readonly Take[] = [], takes: readonly Take[]): Take[] {
  const ids = new Set(takes.map(({ id }) => id));
  return list.filter(({ id }) => !ids.has(id));
}
