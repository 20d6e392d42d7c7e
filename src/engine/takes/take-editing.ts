import { checkedChoice, checkedNumber, checkedText, refused } from '../../shared/base/refused.ts';
import type { EditOperation } from '../../shared/edit/edit-list.ts';
import { MARKER_KINDS, type MarkerChange, type MarkerKind } from '../../shared/take/marker-replay.ts';
import { MAX_LABEL_LENGTH } from '../../shared/take/take-name.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import type { Take } from './take.ts';

/** A marker that is set in a finished take. */
export interface NewMarker {
  readonly frame: number;
  /** Default: empty. */
  readonly label?: string;
  /** Default: `marker`. */
  readonly kind?: MarkerKind;
}

const EDIT_KINDS: readonly EditOperation['kind'][] = [
  'cut',
  'keep',
  'silence',
  'gain',
  'fade-in',
  'fade-out',
];
export const LEAST_GAIN_DB = -60;
export const MOST_GAIN_DB = 24;

/** Throws `invalid-option` unless the operation is one of a take with a recording, and within it. */
export function checkedEdit(asked: EditOperation, take: Take): EditOperation {
  // A program may pass none: then it is the kind that is missed.
  const edit = asked ?? ({} as EditOperation);
  const { kind, from, to } = edit;
  checkedChoice('kind', kind, EDIT_KINDS);
  checkFrame('from', from, take);
  checkFrame('to', to, take);
  if (to <= from) throw refused('to', 'be greater than from', to);
  switch (kind) {
    case 'keep':
      return { kind, from, to, of: take.frames };
    case 'gain':
      return {
        kind,
        from,
        to,
        decibels: checkedNumber('decibels', edit.decibels, LEAST_GAIN_DB, MOST_GAIN_DB),
      };
    default:
      return { kind, from, to };
  }
}

/** Throws `invalid-option` unless each field given is valid. */
export function checkedMarker({ frame, label, kind }: MarkerChange, take: Take): MarkerChange {
  if (frame !== undefined) checkFrame('frame', frame, take);
  if (label !== undefined) checkLabel(label);
  if (kind !== undefined) checkedChoice('kind', kind, MARKER_KINDS);
  return {
    ...(frame === undefined ? {} : { frame }),
    ...(label === undefined ? {} : { label }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** Throws `invalid-option` unless its frame, its label and its kind are valid. */
export function checkedNewMarker(asked: NewMarker, take: Take): NewMarker & Marker {
  const { label = '', ...marker } = asked ?? ({} as NewMarker);
  checkFrame('frame', marker.frame, take);
  return { ...checkedMarker({ ...marker, label }, take), frame: marker.frame, label };
}

/** Throws `invalid-option` unless the take has this marker. */
export function checkedMarkerId(marker: number, { markers }: Take): number {
  if (markers.some(({ id }) => id === marker)) return marker;
  throw refused('marker', 'be the id of a marker of the take', marker);
}

function checkLabel(label: string): void {
  const { length } = checkedText('label', label);
  if (length > MAX_LABEL_LENGTH)
    throw refused('label', `have at most ${MAX_LABEL_LENGTH} characters`, length);
}

function checkFrame(name: string, frame: number, { frames }: Take): void {
  if (Number.isSafeInteger(frame) && frame >= 0 && frame <= frames) return;
  throw refused(name, `be a whole number from 0 to ${frames}`, frame);
}
