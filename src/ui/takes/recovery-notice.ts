import type { Take } from '../../engine/takes/take.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/takes.ts';
import type { TakesModel } from '../library/takes-model.ts';

const KEY = 'interrupted';

/** Called at the start. Reports once which takes broke off. */
export function noticeBrokenTakes(takes: Pick<TakesModel, 'all' | 'on'>, notices: NoticesModel): void {
  const broken = (takes.all ?? []).filter(isBroken);
  if (broken.length === 0) return;
  tell(broken, notices);
  follow(broken, takes, notices);
}

function isBroken({ brokeOff }: Take): boolean {
  return brokeOff !== undefined;
}

function titleOf(broken: readonly Take[]): string {
  const [first] = broken;
  return broken.length === 1 ? words.takeInterrupted(first!.name) : words.takesInterrupted(broken.length);
}

function tell(broken: readonly Take[], notices: NoticesModel): void {
  notices.inform(KEY, titleOf(broken), words.whatIsKept(broken.length));
}

/** The notice is of those that nobody has finished, continued or deleted yet, until it is dismissed. */
function follow(told: readonly Take[], takes: Pick<TakesModel, 'all' | 'on'>, notices: NoticesModel): void {
  const ids = new Set(told.map(({ id }) => id));
  const stop = takes.on('change', () => {
    const left = (takes.all ?? []).filter((take) => ids.has(take.id) && isBroken(take));
    const shown = notices.all.find(({ key }) => key === KEY);
    if (shown === undefined || left.length === 0) {
      notices.dismiss(KEY);
      stop();
    } else if (shown.title !== titleOf(left)) tell(left, notices);
  });
}
