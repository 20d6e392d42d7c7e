import { CapstanError } from '../../shared/base/errors.ts';
import type { EditOperation } from '../../shared/edit/edit-list.ts';
import type { MarkerChange } from '../../shared/take/marker-replay.ts';
import type { TakeEvent } from '../../shared/take/take-events.ts';
import type { NewMarker } from './take-editing.ts';
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
  async edit(id: string, operation: EditOperation): Promise<void> {
    const { checkedEdit } = await checks();
    await this.#log(id, (take) => ({ type: 'edited', edit: checkedEdit(operation, take) }));
  }

  async undo(id: string): Promise<void> {
    await this.#log(id, () => ({ type: 'edit-undone' }));
  }

  async redo(id: string): Promise<void> {
    await this.#log(id, () => ({ type: 'edit-redone' }));
  }

  /** Sets a marker at a frame of the recording. Throws `invalid-option` if the frame, the label or the kind is not valid. */
  async addMarker(id: string, marker: NewMarker): Promise<void> {
    const { checkedNewMarker } = await checks();
    await this.#log(id, (take) => ({ type: 'marker', ...checkedNewMarker(marker, take) }));
  }

  /** Throws `invalid-option` unless each field given is valid. */
  async changeMarker(id: string, marker: number, change: MarkerChange): Promise<void> {
    const { checkedMarker } = await checks();
    await this.#log(id, (take) => ({ type: 'marker-changed', id: marker, ...checkedMarker(change, take) }));
  }

  async deleteMarker(id: string, marker: number): Promise<void> {
    await this.#log(id, () => ({ type: 'marker-deleted', id: marker }));
  }

  async #log(id: string, event: (take: Take) => TakeEvent): Promise<void> {
    this.#writing.assertFree(id);
    await this.#writing.log(id, async () => {
      const take = await this.#get(id);
      // Another tab may have split it while this waited: its parts would lack the change.
      if (take.deletedAt !== undefined) throw new CapstanError('take-not-found', id);
      return event(take);
    });
  }
}

function checks() {
  return loaded(() => import('./take-editing.ts'));
}
