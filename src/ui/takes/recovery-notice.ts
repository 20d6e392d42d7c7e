import type { Take } from '../../engine/takes/take.ts';
import { MAX_NOTICES, type NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/takes.ts';
import { breakOf, knownBreaks, noteBreaks } from '../library/known-breaks.ts';
import type { TakesModel } from '../library/takes-model.ts';

const KEY = 'interrupted';

/**
 * Called at the start. Reports which takes broke off, until the person knows of it: they dismissed the notice, renamed
 * the take, or opened its page.
 */
export function noticeBrokenTakes(takes: Pick<TakesModel, 'all' | 'on'>, notices: NoticesModel): void {
  const known = knownBreaks();
  const broken = (takes.all ?? []).filter((take) => isBroken(take) && !known.includes(breakOf(take)));
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
  const names = new Map(told.map(({ id, name }) => [id, name]));
  const left = () => (takes.all ?? []).filter((take) => names.has(take.id) && isBroken(take));
  const stop = () => {
    for (const leave of [leaveTakes, leaveNotices]) leave();
    window.removeEventListener('hashchange', opened);
  };
  const end = () => {
    stop();
    notices.dismiss(KEY);
  };
  const opened = () => {
    const broken = left();
    noteBreaks(broken.filter(({ id }) => location.hash === `#/take/${id}`));
    const [first, ...others] = broken;
    if (others.length === 0 && location.hash === `#/take/${first?.id}`) end();
  };
  const leaveTakes = takes.on('change', () => {
    const broken = left();
    noteBreaks(broken.filter(({ id, name }) => names.get(id) !== name));
    const shown = notices.all.find(({ key }) => key === KEY);
    if (broken.length === 0) end();
    else if (shown?.title !== titleOf(broken)) tell(broken, notices);
  });
  const leaveNotices = notices.on('change', () => {
    if (notices.all.some(({ key }) => key === KEY)) return;
    // Others may have pushed it out.
    if (notices.all.length < MAX_NOTICES) noteBreaks(left());
    stop();
  });
  window.addEventListener('hashchange', opened);
  opened();
}
