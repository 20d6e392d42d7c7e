import { CapstanError } from '../../shared/base/errors.ts';
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

const EDIT_KINDS: readonly string[] = ['cut', 'keep', 'silence', 'gain', 'fade-in', 'fade-out'];
export const LEAST_GAIN_DB = -60;
export const MOST_GAIN_DB = 24;

/** Throws `invalid-option` unless the operation is one of a take with a recording, and within it. */
export function checkedEdit(edit: EditOperation, take: Take): EditOperation {
  const { kind, from, to } = edit;
  if (!EDIT_KINDS.includes(kind)) throw invalid(`kind must be one of ${EDIT_KINDS.join(', ')}, not ${kind}`);
  checkFrame('from', from, take);
  checkFrame('to', to, take);
  if (to <= from) throw invalid(`to must be greater than from, not ${to}`);
  switch (kind) {
    case 'keep':
      return { kind, from, to, of: take.frames };
    case 'gain':
      return { kind, from, to, decibels: checkedGain(edit.decibels) };
    default:
      return { kind, from, to };
  }
}

function checkedGain(decibels: number): number {
  if (decibels >= LEAST_GAIN_DB && decibels <= MOST_GAIN_DB) return decibels;
  throw invalid(`decibels must be from ${LEAST_GAIN_DB} to ${MOST_GAIN_DB}, not ${decibels}`);
}

/** Throws `invalid-option` unless each field given is valid. */
export function checkedMarker({ frame, label, kind }: MarkerChange, take: Take): MarkerChange {
  if (frame !== undefined) checkFrame('frame', frame, take);
  if (label !== undefined) checkLabel(label);
  if (kind !== undefined && !MARKER_KINDS.includes(kind))
    throw invalid(`kind must be one of ${MARKER_KINDS.join(', ')}, not ${String(kind)}`);
  return {
    ...(frame === undefined ? {} : { frame }),
    ...(label === undefined ? {} : { label }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** Throws `invalid-option` unless its frame, its label and its kind are valid. */
export function checkedNewMarker({ label = '', ...marker }: NewMarker, take: Take): NewMarker & Marker {
  checkFrame('frame', marker.frame, take);
  return { ...checkedMarker({ ...marker, label }, take), frame: marker.frame, label };
}

function checkLabel(label: string): void {
  if (typeof label !== 'string') throw invalid(`label must be a text, not ${String(label)}`);
  if (label.length > MAX_LABEL_LENGTH)
    throw invalid(`label must have at most ${MAX_LABEL_LENGTH} characters, not ${label.length}`);
}

function checkFrame(name: string, frame: number, { frames }: Take): void {
  if (Number.isSafeInteger(frame) && frame >= 0 && frame <= frames) return;
  throw invalid(`${name} must be a whole number from 0 to ${frames}, not ${frame}`);
}

function invalid(detail: string): CapstanError {
  return new CapstanError('invalid-option', detail);
}
