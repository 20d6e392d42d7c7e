import type { NoticesModel } from './notices-model.ts';
import { undo } from '../words/common.ts';
import { markerDeleted } from '../words/later/takes.ts';

/** The key of the toast that offers a deleted marker. */
const DELETED = 'marker-deleted';

/** Tells that a marker was deleted, and offers to set it again, once. */
export function offerMarker(notices: NoticesModel, putBack: () => void): void {
  const run = () => {
    notices.dismiss(DELETED);
    putBack();
  };
  notices.mention(DELETED, markerDeleted, { action: { label: undo, run } });
}
