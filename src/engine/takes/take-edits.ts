import { CapstanError } from '../../shared/base/errors.ts';
import type { EditOperation } from '../../shared/edit/edit-list.ts';
import type { MarkerChange } from '../../shared/take/marker-replay.ts';
import type { TakeEvent } from '../../shared/take/take-events.ts';
import type * as Checks from './take-editing.ts';
import { loaded } from './take-folders.ts';
import type { TakeWriting } from './take-writing.ts';
import type { Take } from './take.ts';

/**
 * Edits of takes over their untouched recordings, and their markers. Everything throws `take-busy` while the take is
 * recorded, and `take-not-found`, also for a deleted take.
 */
export class TakeEdits {
  readonly #writing: TakeWriting;
  readonly #get: (id: string) => Promise<Take>;

  constructor(writing: TakeWriting, get: (id: string) => Promise<Take>) {
    this.#writing = writing;
    this.#get = get;
  }

  /** Throws `invalid-option` unless the operation is valid and within the recording. */
  edit(id: string, operation: EditOperation): Promise<void> {
    return this.#log(id, (take, { checkedEdit }) => ({ type: 'edited', edit: checkedEdit(operation, take) }));
  }

  undo(id: string): Promise<void> {
    return this.#log(id, () => ({ type: 'edit-undone' }));
  }

  redo(id: string): Promise<void> {
    return this.#log(id, () => ({ type: 'edit-redone' }));
  }

  /** Sets a marker at a frame of the recording. Throws `invalid-option` if the frame, the label or the kind is not valid. */
  addMarker(id: string, marker: Checks.NewMarker): Promise<void> {
    return this.#log(id, (take, { checkedNewMarker }) => ({
      type: 'marker',
      ...checkedNewMarker(marker, take),
    }));
  }

  /** Throws `invalid-option` if there is no such marker, and unless each field given is valid. */
  changeMarker(id: string, marker: number, change: MarkerChange): Promise<void> {
    return this.#log(id, (take, { checkedMarker, checkedMarkerId }) => ({
      type: 'marker-changed',
      id: checkedMarkerId(marker, take),
      ...checkedMarker(change, take),
    }));
  }

  /** Throws `invalid-option` if there is no such marker. */
  deleteMarker(id: string, marker: number): Promise<void> {
    return this.#log(id, (take, { checkedMarkerId }) => ({
      type: 'marker-deleted',
      id: checkedMarkerId(marker, take),
    }));
  }

  async #log(id: string, event: (take: Take, checks: typeof Checks) => TakeEvent): Promise<void> {
    const checks = await loaded(() => import('./take-editing.ts'));
    this.#writing.assertFree(id);
    await this.#writing.log(id, async () => {
      const take = await this.#get(id);
      // Another tab may have split it while this waited: its parts would lack the change.
      if (take.deletedAt !== undefined) throw new CapstanError('take-not-found', id);
      return event(take, checks);
    });
  }
}
