import type { NameRequest } from '../../engine/takes/names/naming.ts';
import type { Take } from '../../engine/takes/take.ts';

/**
 * What gives takes that were renamed together their names back. A take that has got another name since, or is gone, is
 * left alone.
 * @param before the takes with their old names
 * @param renamed the names they got, by id
 */
export function namesBack(
  before: readonly Take[],
  renamed: ReadonlyMap<string, string>,
  find: (id: string) => Take | undefined,
): NameRequest[] {
  return before
    .filter(({ id }) => renamed.has(id) && find(id)?.name === renamed.get(id))
    .map(({ id, name }) => ({ id, naming: { name } }));
}
