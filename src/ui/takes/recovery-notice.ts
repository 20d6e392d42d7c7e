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

function tell(broken: readonly Take[], notices: NoticesModel): void {
  const [first] = broken;
  const title =
    broken.length === 1 ? words.takeInterrupted(first!.name) : words.takesInterrupted(broken.length);
  notices.inform(KEY, title, words.whatIsKept(broken.length));
}

/** The notice is of those that nobody has finished, continued or deleted yet, until it is dismissed. */
function follow(told: readonly Take[], takes: Pick<TakesModel, 'all' | 'on'>, notices: NoticesModel): void {
  const ids = new Set(told.map(({ id }) => id));
  let count = told.length;
  const stop = takes.on('change', () => {
    const left = (takes.all ?? []).filter((take) => ids.has(take.id) && isBroken(take));
    const shown = notices.all.some(({ key }) => key === KEY);
    if (shown && left.length === 0) notices.dismiss(KEY);
    else if (shown && left.length !== count) tell(left, notices);
    count = left.length;
    if (!shown || count === 0) stop();
  });
}
