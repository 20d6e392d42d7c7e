import { sweepTakes } from '../engine/take-sweep.ts';
import type { NoticesModel } from './notices-model.ts';
import { pluralText } from './number-text.ts';
import type { TakesModel } from './takes-model.ts';

/** At the start: tells once what broke off, and removes what nobody can use. */
export async function lookAfterCrash(takes: TakesModel, notices: NoticesModel): Promise<void> {
  const broken = (takes.all ?? []).filter(({ brokeOff }) => brokeOff !== undefined);
  const [first] = broken;
  if (first !== undefined) {
    const what = broken.length === 1 ? `“${first.name}”` : pluralText(broken.length, 'take');
    notices.inform(
      'broke-off',
      `${what} broke off the last time`,
      'All that was written is kept. Say in the list of takes what is to become of it.',
    );
  }
  await sweepTakes();
}
