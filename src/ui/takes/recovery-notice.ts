import { sweepTakes } from '../../engine/storage/take-sweep.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/takes.ts';
import type { TakesModel } from '../library/takes-model.ts';

/** Called at the start. Reports once which takes broke off, and removes files that are of no use. */
export async function noticeBrokenTakes(takes: TakesModel, notices: NoticesModel): Promise<void> {
  const broken = (takes.all ?? []).filter(({ brokeOff }) => brokeOff !== undefined);
  const [first] = broken;
  if (first !== undefined) {
    notices.inform(
      'interrupted',
      broken.length === 1 ? words.takeInterrupted(first.name) : words.takesInterrupted(broken.length),
      words.whatIsKept(broken.length),
    );
  }
  await sweepTakes();
}
