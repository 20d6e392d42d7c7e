import { sweepTakes } from '../../engine/storage/take-sweep.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { takesText } from '../words/common.ts';
import type { TakesModel } from '../library/takes-model.ts';

/** Called at the start. Reports once which takes broke off, and removes files that are of no use. */
export async function noticeBrokenTakes(takes: TakesModel, notices: NoticesModel): Promise<void> {
  const broken = (takes.all ?? []).filter(({ brokeOff }) => brokeOff !== undefined);
  const [first] = broken;
  if (first !== undefined) {
    const one = broken.length === 1;
    notices.inform(
      'interrupted',
      one ? `“${first.name}” was interrupted` : `${takesText(broken.length)} were interrupted`,
      `All that was written is kept. Continue or finish ${one ? 'it' : 'them'} in the list of takes.`,
    );
  }
  await sweepTakes();
}
