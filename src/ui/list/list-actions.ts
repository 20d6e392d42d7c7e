import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { Model } from '../kit/model.ts';
import type { MenuItem } from '../kit/popup-menu.ts';
import type { JobsModel } from '../convert/jobs-model.ts';
import type { LibraryModel } from '../library/library-model.ts';
import { currentFile } from '../player/current-file.ts';
import type { PlayerModel } from '../player/player-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import { unlessEmpty } from '../takes/whole-file.ts';
import { deleteIt } from '../words/common.ts';
import * as words from '../words/later/library.ts';

/** The parts of the app that takes in the list use. */
export interface ListActionsApp {
  readonly player: PlayerModel;
  readonly jobs: JobsModel;
  readonly saving: SavingModel;
  readonly route: Model & EnteredRoute & { readonly page: string; openTake(id: string): void };
  readonly exportTakes: (takes: readonly Take[]) => void;
  readonly renameTakes: (takes: readonly Take[]) => void;
}

/** What tells which take's page is to get the focus. */
export interface EnteredRoute {
  entered: string | undefined;
}

/** What can be done with the takes in the list. */
export class ListActions {
  readonly #app: ListActionsApp;
  readonly #library: LibraryModel;
  #entered: string | undefined;

  constructor(app: ListActionsApp, library: LibraryModel) {
    this.#app = app;
    this.#library = library;
  }

  /** @param byKey whether it was opened by key, or from a menu: then the keys are for its page */
  open({ id }: Take, byKey = false): void {
    const { route } = this.#app;
    this.#entered = route.entered = byKey ? id : undefined;
    route.openTake(id);
  }

  /** Whether a page that was opened by key has been left, which takes the focus with it. Told once. */
  left(): boolean {
    const { route } = this.#app;
    if (this.#entered === undefined || route.entered !== undefined || route.page === 'take') return false;
    // Back leads the focus to the page again.
    route.entered = this.#entered;
    return true;
  }

  /** Whether the take plays, or will when it is open. */
  plays({ id }: Take): boolean {
    const { player } = this.#app;
    return player.take?.id === id && player.goesOn;
  }

  /** Whether there is anything to hear in a take. One that plays can be paused in any case. */
  canToggle(take: Take): boolean {
    return this.plays(take) || heardFile(take) !== undefined;
  }

  toggle(take: Take): void {
    if (this.canToggle(take)) this.#app.player.toggle(take);
  }

  /** Goes on from a frame of what plays. */
  playFrom(take: Take, frame: number): void {
    void this.#app.player.play(take, { from: frame / take.spec.sampleRate });
  }

  /** Seconds forward, or back if negative, if this take is in the player. */
  seek(take: Take, seconds: number): void {
    const { player } = this.#app;
    if (player.take?.id === take.id) player.seek(Math.max(0, player.position + seconds));
  }

  /** Stars all, unless all have a star. */
  star(takes: readonly Take[]): void {
    void this.#library.takes.star(
      takes,
      takes.some(({ starred }) => !starred),
    );
  }

  /** Rejects all, unless all are rejected. */
  reject(takes: readonly Take[]): void {
    void this.#library.takes.reject(
      takes,
      takes.some(({ rejected }) => !rejected),
    );
  }

  delete(takes: readonly Take[]): void {
    void this.#library.takes.deletions.discard(takes);
  }

  /** The actions of one take's menu. */
  menuOf(take: Take): readonly MenuItem[] {
    const { jobs, saving, exportTakes } = this.#app;
    const job = jobs.of(take.id);
    const file = heardFile(take);
    return [
      { label: words.open, key: 'Enter', run: () => this.open(take, true) },
      { label: words.rename, key: 'F2', run: () => this.#library.edit(take.id) },
      ...(file === undefined ? [] : [{ label: words.download, run: () => void saving.download(take, file) }]),
      { label: words.exportIt, key: 'Control+E', run: () => exportTakes([take]) },
      ...(job === undefined ? [] : [{ label: words.cancelJob(job.words), run: () => job.cancel() }]),
      {
        label: starText([take]),
        key: 'S',
        apart: true,
        run: () => this.star([take]),
      },
      { label: rejectText([take]), key: 'X', run: () => this.reject([take]) },
      { label: words.select, run: () => this.#library.toggle(take.id) },
      { label: deleteIt, key: 'Delete', apart: true, run: () => this.delete([take]) },
    ];
  }
}

/** What `star` does to these takes. */
export function starText(takes: readonly Take[]): string {
  return takes.length > 0 && takes.every(({ starred }) => starred) ? words.removeStar : words.star;
}

/** What `reject` does to these takes. */
export function rejectText(takes: readonly Take[]): string {
  return takes.length > 0 && takes.every(({ rejected }) => rejected) ? words.notRejected : words.reject;
}

/** The file that Play plays and Download gives. Undefined if there is none, or nothing in it. */
function heardFile(take: Take): TakeFile | undefined {
  return unlessEmpty(take, currentFile(take));
}
