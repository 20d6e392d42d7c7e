import { html } from 'lit';
import type { TakesModel } from '../library/takes-model.ts';
import { notInList, restore, wasDeleted } from '../words/later/take-page.ts';

/** What the page of a take shows that is not in the list. A take that was deleted can be restored there. */
export function goneTake(takes: Pick<TakesModel, 'deleted' | 'restore'>, takeId: string) {
  const deleted = takes.deleted.find(({ id }) => id === takeId);
  if (deleted === undefined) return html`<p class="gone">${notInList}</p>`;
  return html`<p class="gone">${wasDeleted(deleted.name)}</p>
    <button @click=${() => void takes.restore([deleted])}>${restore}</button>`;
}
