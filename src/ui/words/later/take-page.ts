import type { EditChange } from '../../../shared/edit/edit-list.ts';
import type { MarkerKind } from '../../../shared/take/marker-replay.ts';

/** The page and its heading. */

export const page = 'Take';
export const notInList = 'This take is not in the list: it is being finished, or it was deleted.';
export const wasDeleted = (name: string): string => `${name} was deleted.`;
export const restore = 'Restore';
export const allCut = 'All of this take is cut. Undo brings it back.';
export const interruptedAt = (position: string): string => `Interrupted at ${position}`;
export const encoderCutOff = 'The encoder was cut off. The recording itself is whole.';
export const nameOfTake = 'Name of the take';
export const details = 'Details';
export const exportIt = 'Export…';
export const nothingToExport = 'All of it is cut';
export const redo = 'Redo';

/** The waveforms. */

export const wholeTake = 'Whole take';
export const waveform = 'Waveform';
/** Where the playhead stands: `0:42 of 59:58`. */
export const place = (position: string, length: string): string => `${position} of ${length}`;
export const placeInChapter = (position: string, length: string, chapter: number): string =>
  `${position} of ${length}, chapter ${chapter}`;

/** Playing and selecting. */

export const player = 'Player';
export const pause = 'Pause';
export const play = 'Play';
/** While the edited sound is prepared. The button shows the share alone. @param share `43 %` */
export const preparing = (playOrPause: string, share: string): string => `${playOrPause} · prepared ${share}`;
export const preparingTitle = 'The edited sound is being prepared';
export const back = '−5 s';
export const backTitle = 'Back 5 seconds';
export const forward = '+5 s';
export const forwardTitle = 'Forward 5 seconds';
export const speed = 'Speed';
export const loop = 'Loop';
export const loopTitle = 'Repeats the selection, or the whole take, as long as this page is shown';
export const loopTooShort = 'Too short to repeat: select 10 ms or more';
export const skipSilence = 'Skip silence';
export const skipSilenceTitle =
  'Passes over silences below −50 dBFS longer than 0.7 s, in whatever take plays';
export const selection = 'Selection';
export const selectionEdge = { from: 'Selection from', to: 'Selection to' };
export const emptyEdge = { from: 'From', to: 'To' };

/** Editing. */

export const edit = 'Edit';
export const cut = 'Cut';
export const cutStart = 'Cut start here';
export const split = 'Split here';
export const splitTitle = 'Makes two takes of this one, at the playhead';
export const keepOnly = 'Keep only this';
export const silence = 'Silence';
export const fadeIn = 'Fade in';
export const fadeOut = 'Fade out';
export const showOriginal = 'Show original';
/** On its button, which has little room. */
export const original = 'Original';
export const originalTitle = 'Shows and plays what was recorded, without the edits';
export const openGain = 'Gain…';
export const gainField = 'Gain in dB';
export const decibels = 'dB';
export const apply = 'Apply';
/** @param least decibels, without the minus */
export const gainRule = (least: number, most: number): string => `A number from −${least} to +${most}`;
/** What screen readers are told of an edit. `left`: how long the take is now. */
export const edited: Readonly<Record<EditChange['kind'], (left: string) => string>> = {
  cut: (left) => `Cut. ${left} left`,
  keep: (left) => `All else cut. ${left} left`,
  silence: () => 'Silenced',
  gain: () => 'Gain changed',
  'fade-in': () => 'Faded in',
  'fade-out': () => 'Faded out',
};
export const undone = 'Undone';
export const redone = 'Redone';

/** The markers. */

export const markerAt = (name: string, position: string): string => `${name} at ${position}`;
export const markers = 'Markers';
/** `key` is markup. */
export const markByKey = <Key>(key: Key): (string | Key)[] => ['Press ', key, ' to mark this place.'];
export const addMarker = 'Add marker';
export const allChapters = 'All markers are chapters';
export const splitAtMarkers = 'Split at markers';
export const splitAtMarkersTitle = 'Makes a take of each part between two markers';
export const goTo = (position: string): string => `Go to ${position}`;
export const goToMarker = (position: string, name: string): string => `Go to ${position}, ${name}`;
export const nameOfMarkerAt = (position: string): string => `Name of the marker at ${position}`;
/** @param marker its name, or its position if it has none */
export const kindOf = (marker: string): string => `Kind of ${marker}`;
/** @param marker its name, or its position if it has none */
export const deleteMarker = (marker: string): string => `Delete ${marker}`;
export const kinds: Readonly<Record<MarkerKind, string>> = {
  marker: 'Marker',
  chapter: 'Chapter',
  note: 'Note',
};
