import type { SavingModel } from '../takes/saving-model.ts';
import type { TakesModel } from '../library/takes-model.ts';

interface ShownApp {
  readonly takes: Pick<TakesModel, 'look'>;
  readonly saving: Pick<SavingModel, 'refresh'>;
}

/** Looks for what other tabs did meanwhile whenever the person comes back to this one. */
export function lookWhenShown({ takes, saving }: ShownApp): void {
  const look = () => {
    // Another tab may have made or deleted takes, or chosen or forgotten a folder.
    void takes.look();
    void saving.refresh();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
  // Of two windows side by side, both are visible. A folder's dialog that closes gives the focus back, too.
  window.addEventListener('focus', look);
}
