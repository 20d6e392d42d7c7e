import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import {
  editedFrames,
  originalSpan,
  playedBefore,
  segmentsOf,
  toEdited,
  toOriginal,
  type EditChange,
  type EditOperation,
  type Segment,
} from '../../shared/edit/edit-list.ts';
import type { MarkerChange, TakeMarker } from '../../shared/take/marker-replay.ts';
import { isLoss } from '../../shared/take/ledger.ts';
import type { LostSpan } from '../waveform/peak-source.ts';
import type { FrameSpan } from '../editor/take-view.ts';
import type { PlayOptions } from '../player/player-state.ts';
import { hasJournal } from './playable-file.ts';
import type { TakeDesk } from './take-desk.ts';

interface Parts {
  readonly library: Pick<
    TakeLibrary,
    'edit' | 'undoEdit' | 'redoEdit' | 'addMarker' | 'changeMarker' | 'deleteMarker'
  >;
  /** Changes takes, tells the person if that failed, and lists them anew. */
  readonly change: (action: () => Promise<void>) => Promise<void>;
  readonly desk: TakeDesk;
  /** Call when the edits have changed: what plays is another sound now. */
  readonly changed: () => void;
}

/** A marker where it is shown. */
export interface ShownMarker extends TakeMarker {
  /** Of the sound as it is shown: edited, or as it was recorded. */
  readonly shownFrame: number;
}

/** Edits a take over its untouched recording, one change after another. Frames given are those that are shown. */
export class TakeEditor {
  readonly #parts: Parts;
  #segments: readonly Segment[] = [];
  #segmentsOf: readonly EditOperation[] | undefined;
  #original = false;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get #take(): Take {
    return this.#parts.desk.take;
  }

  /** Whether the take has a recording that can be edited, and nobody else works on it. */
  get possible(): boolean {
    return hasJournal(this.#take) && !this.#take.inUse;
  }

  get canUndo(): boolean {
    return this.#take.edits.canUndo;
  }

  get canRedo(): boolean {
    return this.#take.edits.canRedo;
  }

  get edited(): boolean {
    return this.#take.edits.state !== 0;
  }

  /** Whether the recording is shown and played as it was, without the edits. */
  get original(): boolean {
    return this.#original && this.edited;
  }

  set original(original: boolean) {
    this.#original = original;
    this.#parts.changed();
  }

  /** What is shown and played, in order. */
  get segments(): readonly Segment[] {
    const { edits, frames } = this.#take;
    const operations = this.original ? [] : edits.operations;
    if (operations !== this.#segmentsOf || this.#segments.at(-1) === undefined) {
      this.#segmentsOf = operations;
      this.#segments = segmentsOf(operations, frames);
    }
    return this.#segments;
  }

  get frames(): number {
    return editedFrames(this.segments);
  }

  /** Those that are not inside a cut. */
  get markers(): readonly ShownMarker[] {
    return this.#take.markers.flatMap((marker) => {
      const shownFrame = hasJournal(this.#take) ? toEdited(this.segments, marker.frame) : marker.frame;
      return shownFrame === undefined ? [] : [{ ...marker, shownFrame }];
    });
  }

  /** What is missing, where it is shown; what was cut is not. */
  get losses(): readonly LostSpan[] {
    return this.#take.gaps
      .filter(({ kind }) => isLoss(kind))
      .flatMap(({ frame, frames, filled }) => {
        const shown = toEdited(this.segments, frame);
        return shown === undefined ? [] : [{ frame: shown, frames: filled === true ? frames : 0 }];
      });
  }

  /** Plays seconds of the recording where they are shown; those that were cut, where the cut is. */
  hearing({ from, until }: { readonly from: number; readonly until: number }): PlayOptions {
    const { sampleRate } = this.#take.spec;
    const { original } = this;
    if (!hasJournal(this.#take)) return { from, until, original };
    const shown = (seconds: number) => playedBefore(this.segments, seconds * sampleRate) / sampleRate;
    return { from: shown(from), until: shown(until), original };
  }

  /** Goes to the marker before or after the playhead. */
  toMark(direction: -1 | 1): void {
    const { desk } = this.#parts;
    const at = desk.position;
    const frames = this.markers.map(({ shownFrame }) => shownFrame);
    const frame = direction > 0 ? frames.find((frame) => frame > at) : frames.findLast((frame) => frame < at);
    if (frame !== undefined) desk.seek(frame);
  }

  cut(): Promise<void> {
    return this.#onSelection({ kind: 'cut' });
  }

  keepOnly(): Promise<void> {
    return this.#onSelection({ kind: 'keep' });
  }

  silence(): Promise<void> {
    return this.#onSelection({ kind: 'silence' });
  }

  /** @param decibels −60 to 24 */
  gain(decibels: number): Promise<void> {
    return decibels === 0 ? Promise.resolve() : this.#onSelection({ kind: 'gain', decibels });
  }

  fadeIn(): Promise<void> {
    return this.#onSelection({ kind: 'fade-in' });
  }

  fadeOut(): Promise<void> {
    return this.#onSelection({ kind: 'fade-out' });
  }

  /** Leaves out all that lies before the playhead. */
  cutStart(): Promise<void> {
    const { position } = this.#parts.desk;
    if (position <= 0 || this.original) return Promise.resolve();
    return this.#edit({ kind: 'cut' }, { from: 0, to: position });
  }

  undo(): Promise<void> {
    return this.#do(async (id) => this.canUndo && this.#parts.library.undoEdit(id), true);
  }

  redo(): Promise<void> {
    return this.#do(async (id) => this.canRedo && this.#parts.library.redoEdit(id), true);
  }

  /** Sets a marker at a place that is shown. */
  mark(frame: number): Promise<void> {
    const label = `Marker ${this.#take.markers.length + 1}`;
    return this.#do((id) => this.#parts.library.addMarker(id, { frame: this.#recorded(frame), label }));
  }

  moveMark(marker: ShownMarker, frame: number): Promise<void> {
    return this.changeMark(marker, { frame: this.#recorded(frame) });
  }

  changeMark(marker: TakeMarker, change: MarkerChange): Promise<void> {
    return this.#do((id) => this.#parts.library.changeMarker(id, marker.id, change));
  }

  deleteMark(marker: TakeMarker): Promise<void> {
    return this.#do((id) => this.#parts.library.deleteMarker(id, marker.id));
  }

  allChapters(): Promise<void> {
    return this.#do(async (id) => {
      for (const { id: marker, kind } of this.#take.markers)
        if (kind !== 'chapter') await this.#parts.library.changeMarker(id, marker, { kind: 'chapter' });
    });
  }

  #onSelection(change: EditChange): Promise<void> {
    const { selection } = this.#parts.desk.view;
    if (selection === undefined || this.original) return Promise.resolve();
    return this.#edit(change, selection);
  }

  #edit(change: EditChange, shown: FrameSpan): Promise<void> {
    const span = originalSpan(this.segments, shown);
    return this.#do((id) => this.#parts.library.edit(id, { ...change, ...span }), true);
  }

  /** Each change waits for the one before it, so that undoing twice in a row undoes two. */
  #do(action: (id: string) => Promise<unknown>, sound = false): Promise<void> {
    if (!this.possible) return Promise.resolve();
    const { id } = this.#take;
    this.#last = this.#last.then(async () => {
      await this.#parts.change(async () => {
        await action(id);
      });
      if (sound) this.#parts.changed();
    });
    return this.#last;
  }

  #recorded(frame: number): number {
    return Math.min(this.#take.frames, toOriginal(this.segments, frame));
  }
}
