import { html } from 'lit';
import type { TakesModel } from '../library/takes-model.ts';
import { restore, restoreTake } from '../words/later/library.ts';
import { notInList } from '../words/later/take-page.ts';
import { takeDeleted } from '../words/takes.ts';

/** What the page of a take shows that is not in the list. A take that was deleted can be restored there. */
export function goneTake(takes: Pick<TakesModel, 'deleted' | 'restore'>, takeId: string) {
  const deleted = takes.deleted.find(({ id }) => id === takeId);
  if (deleted === undefined) return html`<p class="gone">${notInList}</p>`;
  return html`<p class="gone">${takeDeleted(deleted.name)}</p>
    <button aria-label=${restoreTake(deleted.name)} @click=${() => void takes.restore([deleted])}>
      ${restore}
    </button>`;
}
