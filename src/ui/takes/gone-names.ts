import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

/**
 * From now on an error is shown no longer for a name that no take has any more. It was renamed or deleted, here or in
 * another tab: nothing that works later would settle that error. That a take is not there is told until it is again.
 */
export function settleGoneNames(
  takes: Pick<TakesModel, 'all' | 'on'>,
  notices: Pick<NoticesModel, 'settle'>,
): void {
  let before = namesOf(takes);
  takes.on('change', () => {
    const now = namesOf(takes);
    for (const name of before) if (!now.has(name)) notices.settle(name);
    for (const name of now) if (!before.has(name)) notices.settle(name, 'take-not-found');
    before = now;
  });
}

function namesOf({ all = [] }: Pick<TakesModel, 'all'>): ReadonlySet<string> {
  return new Set(all.map(({ name }) => name));
}
