import type { TakesModel } from '../library/takes-model.ts';
import type { Notice, NoticesModel } from '../notices/notices-model.ts';

/** From now on the takes are listed anew whenever it is told that one is not there: another tab deleted it. */
export function listIfMissing(
  takes: Pick<TakesModel, 'refresh'>,
  notices: Pick<NoticesModel, 'all' | 'on'>,
): void {
  let before: Notice | undefined;
  let listing = false;
  notices.on('change', () => {
    const now = notices.all.find(({ key }) => key === 'error-take-not-found');
    const told = now !== undefined && now !== before;
    before = now;
    // A listing that tells the same would go on for ever.
    if (!told || listing) return;
    listing = true;
    void takes.refresh().finally(() => (listing = false));
  });
}
