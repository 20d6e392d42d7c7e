import { sweepTakes } from '../../engine/storage/take-sweep.ts';
import { finishRenaming } from '../library/finish-renaming.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { settleGoneNames } from './gone-names.ts';
import { listIfMissing } from './missing-takes.ts';
import { noticeBrokenTakes } from './recovery-notice.ts';
import { sayRestored } from './say-restored.ts';

/** What follows the first listing of the takes. Removes files that are of no use, too. */
export async function takesListed(takes: TakesModel, notices: NoticesModel): Promise<void> {
  await finishRenaming(takes);
  settleGoneNames(takes, notices);
  listIfMissing(takes, notices);
  sayRestored(takes, notices);
  noticeBrokenTakes(takes, notices);
  await sweepTakes();
}
