import type { TakeEdits } from '../../engine/takes/take-edits.ts';
import type { Take } from '../../engine/takes/take.ts';
import { editedFrames, segmentsOf, toEdited } from '../../shared/edit/edit-list.ts';
import { lengthText, positionText } from '../text/time-text.ts';
import * as words from '../words/later/take-page.ts';

type Edits = Pick<TakeEdits, 'edit' | 'undo' | 'redo' | 'addMarker' | 'changeMarker' | 'deleteMarker'>;

/** The edits of a take. Screen readers are told what was done: others see it in the waveform. */
export function toldEdits(edits: Edits, take: () => Take, notices: { say(text: string): void }): Edits {
  const say = (text: string) => notices.say(text);
  const seconds = (frames: number) => frames / take().spec.sampleRate;
  const placeOf = (frame: number) => {
    const shown = toEdited(segmentsOf(take().edits.operations, take().frames), frame);
    return positionText(seconds(shown ?? frame));
  };
  return {
    async edit(id, operation) {
      const left = editedFrames(segmentsOf([...take().edits.operations, operation], take().frames));
      await edits.edit(id, operation);
      say(words.edited[operation.kind](lengthText(seconds(left))));
    },
    async undo(id) {
      await edits.undo(id);
      say(words.undone);
    },
    async redo(id) {
      await edits.redo(id);
      say(words.redone);
    },
    async addMarker(id, marker) {
      await edits.addMarker(id, marker);
      say(words.markerAt(marker.label ?? '', placeOf(marker.frame)));
    },
    async changeMarker(id, marker, change) {
      const { label = '' } = take().markers.find((one) => one.id === marker) ?? {};
      await edits.changeMarker(id, marker, change);
      if (change.frame !== undefined) say(words.markerAt(label, placeOf(change.frame)));
    },
    deleteMarker: (id, marker) => edits.deleteMarker(id, marker),
  };
}
