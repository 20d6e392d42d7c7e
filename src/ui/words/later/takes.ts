import type { Healed } from '../../../shared/take/ledger.ts';
import { takesText } from '../common.ts';
import { counted } from '../numbers.ts';
import { deletedTakes } from '../takes.ts';

/** Words of the takes that several lazily loaded parts use: the list of takes, the page of a take and the export. */

/** Deletion for good. */

export const deleteForEver = 'Delete for ever';
export const shallTakeGo = (name: string): string => `Delete “${name}” for ever?`;
export const shallTakesGo = (count: number): string => `Delete ${takesText(count)} for ever?`;
export const whatGoes = 'All files go from this browser’s storage. They cannot be restored.';
export const keep = 'Keep';

/** What screen readers are told. */

export const takeRestored = (name: string): string => `${name} restored`;
export const takesRestored = (count: number): string => `${takesText(count)} restored`;

/** Takes that broke off. */

export const continueOrFinish = 'Continue, or finish it?';
export const continueTake = 'Continue';
export const encodeAs = (format: string): string => `Encode as ${format}`;
export const keepAsWav = 'Keep as WAV';
export const takeInterrupted = (name: string): string => `“${name}” was interrupted`;
export const takesInterrupted = (count: number): string => `${takesText(count)} were interrupted`;
export const whatIsKept = (count: number): string =>
  counted(count, {
    one: 'All that was written is kept. Open it in the list of takes to continue or finish it.',
    other: 'All that was written is kept. Open them in the list of takes to continue or finish them.',
  });
/** @param span what is uncertain, at the end of the take */
export const lastSpanUncertain = (span: string): string =>
  `If it was a power cut, listen to its last ${span}: the disk had not confirmed them yet.`;

/** Takes whose recording is shorter on the disk than it was. */

export const cutOffOnDisk = (span: string): string =>
  `The recording’s file is cut off in this browser’s storage: its last ${span} are missing`;
export const copyIsShort = (name: string, span: string): string =>
  `The copy of “${name}” lacks its last ${span}`;
export const copyIsShortAdvice =
  'The recording’s file was cut off in this browser’s storage. The copy has all that is left of it.';

/** Splitting. */

export const splitting = 'Splitting the take';
export const splitPaused = 'The split goes on after the recording';
export const split = (parts: number): string =>
  `Split into ${takesText(parts)}. The original is in ${deletedTakes}.`;
export const noRoomToSplit = 'There is no room to split this take';
const takeIsAsItWas = 'The take is as it was. Save and delete older takes to make room, then split it again.';
export const partsNeed = (bytes: string): string =>
  `The parts, and room for a recording, need ${bytes}. ${takeIsAsItWas}`;
export const partsNeedMoreThanFree = (bytes: string, free: string): string =>
  `The parts, and room for a recording, need ${bytes}, and ${free} are free. ${takeIsAsItWas}`;
export const splitGaveWay = 'The split was cancelled, because a recording began';
export const splitGaveWayAdvice =
  'There may be no room for both. The take is as it was. Split it again when the recording has ended.';
/** Why a take cannot be split at present. */
export const splitAfterRecording = 'A take can be split when the recording has ended';
/** @param job `Saving Take 1.flac` */
export const splitAfterJob = (job: string): string => `This take can be split when this has ended: ${job}`;
/** Why a split cannot be undone at present. */
export const undoAfterSplit = 'The split has not ended. Undo it when it has.';
export const undoAfterJob = 'A part of the split is in use. Undo the split when that has ended.';

export const markerDeleted = 'Marker deleted';

/** Holes in one of the ways that sound comes by. */

const WAYS: Readonly<Record<Healed['way'], string>> = {
  worklet: 'the browser’s audio graph',
  track: 'the microphone’s track',
};
const HOLES: Readonly<Record<Healed['kind'], string>> = {
  late: 'late',
  missing: 'missing',
  inserted: 'too much',
  silent: 'of silence',
};
export const healed = ({ kind, way }: Healed, span: string, position: string): string =>
  `${span} ${HOLES[kind]} in ${WAYS[way]} at ${position}: healed, nothing is missing`;

/** What of its take a file holds. */

export const onlyFirst = (span: string): string => `only the first ${span}`;
export const asEdited = 'as edited';
export const withoutEdits = 'without the edits';
export const withEarlierEdits = 'with earlier edits';
