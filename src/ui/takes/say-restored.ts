import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { takeRestored, takesRestored } from '../words/later/takes.ts';

/** From now on screen readers are told which takes are restored. Others see it in the list. */
export function sayRestored(
  takes: Pick<TakesModel, 'restored' | 'on'>,
  notices: Pick<NoticesModel, 'say'>,
): void {
  let before = takes.restored;
  takes.on('change', () => {
    const { restored } = takes;
    if (restored === before) return;
    before = restored;
    const [first, ...others] = restored;
    if (first !== undefined)
      notices.say(others.length === 0 ? takeRestored(first.name) : takesRestored(restored.length));
  });
}
