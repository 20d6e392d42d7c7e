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

/**
 * The notice is of those that nobody has finished, continued or deleted yet, until it is dismissed, or until the page of
 * the only one of them is opened, which asks the same.
 */
function follow(told: readonly Take[], takes: Pick<TakesModel, 'all' | 'on'>, notices: NoticesModel): void {
  const ids = new Set(told.map(({ id }) => id));
  const left = () => (takes.all ?? []).filter((take) => ids.has(take.id) && isBroken(take));
  const end = () => {
    notices.dismiss(KEY);
    stop();
    window.removeEventListener('hashchange', opened);
  };
  const opened = () => {
    const [first, ...others] = left();
    if (others.length === 0 && location.hash === `#/take/${first?.id}`) end();
  };
  const stop = takes.on('change', () => {
    const broken = left();
    const shown = notices.all.find(({ key }) => key === KEY);
    if (shown === undefined || broken.length === 0) end();
    else if (shown.title !== titleOf(broken)) tell(broken, notices);
  });
  window.addEventListener('hashchange', opened);
  opened();
}
