import type { TakeEdits } from '../../engine/takes/take-edits.ts';
import type { Take } from '../../engine/takes/take.ts';
import {
  editedFrames,
  originalSpan,
  playedFrames,
  segmentsOf,
  toEdited,
  toOriginal,
  type EditChange,
  type Segment,
} from '../../shared/edit/edit-list.ts';
import type { MarkerChange, TakeMarker } from '../../shared/take/marker-replay.ts';
import type { LostSpan } from '../../shared/waveform/wave-places.ts';
import { shownLosses, shownOfFirst } from '../editor/shown-spans.ts';
import type { FrameSpan } from '../editor/take-view.ts';
import type { Splitting } from '../takes/splitting.ts';
import { freeMarkerLabel } from '../text/marker-text.ts';
import { hasJournal } from './playable-file.ts';
import type { HeardSpan, TakeDesk } from './take-desk.ts';

interface Parts {
  readonly edits: Pick<TakeEdits, 'edit' | 'undo' | 'redo' | 'addMarker' | 'changeMarker' | 'deleteMarker'>;
  /** Changes takes, tells the person if that failed, and lists them anew. */
  readonly change: (action: () => Promise<void>, about?: string) => Promise<void>;
  readonly splitting: Splitting;
  /** Offers to set a marker again that was deleted. */
  readonly offerMarker: (putBack: () => void) => void;
  /** Ends the typing in a field: what was typed is changed now. */
  readonly finishTyping: () => void;
  /** Call when something can be changed again, or can no longer be. */
  readonly redraw: () => void;
  readonly desk: TakeDesk;
  /** Call when the recording is to be shown without its edits, or with them again. Resolves when its sound is open. */
  readonly changed: () => Promise<void>;
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
  #segmentsOf: Take['edits']['operations'] | undefined;
  #segmentsTo = 0;
  #last: Promise<void> = Promise.resolve();
  /** The edit that is being made. Again, it was pressed too often, unless it is a gain, which adds to the first. */
  #asked: string | undefined;
  /** Whether the take is being split, or was: then it is in the list no more. */
  #held = false;
  /** Whether an edit was asked for since the page was opened. */
  #edited = false;

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

  /** Whether nothing can be changed at present, because the take is being split. */
  get held(): boolean {
    return this.#held;
  }

  /** Why the take cannot be split at present, in words. Undefined if it can be. */
  get splitBar(): string | undefined {
    return this.#parts.splitting.bar(this.#take);
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
    return this.#parts.desk.original;
  }

  setOriginal(original: boolean): Promise<void> {
    this.#parts.desk.original = original;
    return this.#parts.changed();
  }

  /** What is shown and played, in order. */
  get segments(): readonly Segment[] {
    const { edits, frames } = this.#take;
    const operations = this.original ? [] : edits.operations;
    // Another tab may have continued the take.
    if (operations !== this.#segmentsOf || frames !== this.#segmentsTo) {
      this.#segmentsOf = operations;
      this.#segmentsTo = frames;
      this.#segments = segmentsOf(operations, frames);
    }
    return this.#segments;
  }

  get frames(): number {
    return editedFrames(this.segments);
  }

  /** Whether the edits leave nothing of the recording. */
  get empty(): boolean {
    return hasJournal(this.#take) && this.#take.frames > 0 && playedFrames(this.#take) === 0;
  }

  /** Those that are not inside a cut. */
  get markers(): readonly ShownMarker[] {
    return this.#take.markers.flatMap((marker) => {
      const shownFrame = hasJournal(this.#take) ? toEdited(this.segments, marker.frame) : marker.frame;
      return shownFrame === undefined ? [] : [{ ...marker, shownFrame }];
    });
  }

  /** How many of the frames shown, which are the first, were captured before the take was started. */
  get preRollFrames(): number {
    return shownOfFirst(this.segments, this.#take.preRollFrames);
  }

  /** What is missing, where it is shown; what was cut is not. */
  get losses(): readonly LostSpan[] {
    return shownLosses(this.segments, this.#take.gaps);
  }

  /** Plays a place of the recording. It may be cut out, so the recording is shown without its edits. */
  async hear(span: HeardSpan): Promise<void> {
    // While a recording bars playing, what is shown stays as it is.
    if (!this.#parts.desk.mayPlay()) return;
    if (this.edited && !this.original) await this.setOriginal(true);
    await this.#parts.desk.hear(span);
  }

  cut(): Promise<void> {
    return this.#onSelection({ kind: 'cut' });
  }

  keepOnly(): Promise<void> {
    return this.#onSelection({ kind: 'keep' });
  }

  change(kind: 'silence' | 'fade-in' | 'fade-out'): Promise<void> {
    return this.#onSelection({ kind });
  }

  /** @param decibels −60 to 24 */
  gain(decibels: number): Promise<void> {
    return decibels === 0 ? Promise.resolve() : this.#onSelection({ kind: 'gain', decibels });
  }

  /** Leaves out all that lies before the playhead. */
  cutStart(): Promise<void> {
    const { position: to } = this.#parts.desk;
    return to <= 0 || this.original ? Promise.resolve() : this.#edit({ kind: 'cut' }, { from: 0, to });
  }

  /** Whether the take can be split at the playhead: something must play before it, and after it. */
  get canSplit(): boolean {
    const { position } = this.#parts.desk;
    return !this.original && position > 0 && position < this.frames;
  }

  /** Makes two takes of it: what lies before the playhead, and the rest. */
  split(): Promise<void> {
    return this.canSplit ? this.#splitAt([this.#recorded(this.#parts.desk.position)]) : Promise.resolve();
  }

  /** The places between two frames that play at which there are markers, as frames of the recording. */
  get markedPlaces(): readonly number[] {
    if (this.original) return [];
    const inside = this.markers.filter(({ shownFrame }) => shownFrame > 0 && shownFrame < this.frames);
    return [...new Set(inside.map(({ frame }) => frame))].sort((a, b) => a - b);
  }

  splitAtMarkers(): Promise<void> {
    return this.#splitAt(this.markedPlaces);
  }

  undo(): Promise<void> {
    return this.#inSight(async (id) => this.canUndo && this.#parts.edits.undo(id));
  }

  /** What was deleted or split a moment ago, unless the take was edited since; or else its last edit. */
  async undoLast(): Promise<void> {
    await this.#last;
    if (this.#held || (this.#edited && this.canUndo) || !this.#parts.splitting.takeBack()) await this.undo();
  }

  redo(): Promise<void> {
    this.#edited = true;
    return this.#inSight(async (id) => this.canRedo && this.#parts.edits.redo(id));
  }

  /** Sets a marker at a place that is shown, unless there is one. */
  mark(frame: number): Promise<void> {
    const recorded = this.#recorded(frame);
    return this.#do(async (id) => {
      if (this.frames === 0 || this.markers.some((marker) => marker.frame === recorded)) return;
      await this.#parts.edits.addMarker(id, { frame: recorded, label: freeMarkerLabel(this.#take.markers) });
    });
  }

  /** Resolves with whether it was moved: it may have been deleted, or cut away, while it was dragged. */
  async moveMark(id: number, frame: number): Promise<boolean> {
    const marker = this.markers.find((marker) => marker.id === id);
    return marker !== undefined && this.changeMark(marker, { frame: this.#recorded(frame) });
  }

  /** Resolves with whether it was changed. A name that could not be written is told with the error. */
  async changeMark(marker: TakeMarker, change: MarkerChange): Promise<boolean> {
    let changed = false;
    await this.#do(async (id) => {
      await this.#parts.edits.changeMarker(id, marker.id, change);
      changed = true;
    }, change.label);
    return changed;
  }

  deleteMark({ id: marker, frame, label, kind }: TakeMarker): Promise<void> {
    const putBack = () => void this.#do((id) => this.#parts.edits.addMarker(id, { frame, label, kind }));
    return this.#do(async (id) => {
      if (!this.#take.markers.some((other) => other.id === marker)) return;
      await this.#parts.edits.deleteMarker(id, marker);
      this.#parts.offerMarker(putBack);
    });
  }

  allChapters(): Promise<void> {
    return this.#do(async (id) => {
      for (const { id: marker, kind } of this.#take.markers)
        if (kind !== 'chapter') await this.#parts.edits.changeMarker(id, marker, { kind: 'chapter' });
    });
  }

  /** With the edits shown: nobody would see what changes. */
  async #inSight(action: (id: string) => Promise<unknown>): Promise<void> {
    if (this.original && !this.#held) await this.setOriginal(false);
    await this.#do(action);
  }

  #onSelection(change: EditChange): Promise<void> {
    const { selection } = this.#parts.desk.view;
    return selection === undefined || this.original ? Promise.resolve() : this.#edit(change, selection);
  }

  #edit(change: EditChange, shown: FrameSpan): Promise<void> {
    const operation = { ...change, ...originalSpan(this.segments, shown) };
    const asked = JSON.stringify(operation);
    if (asked === this.#asked && change.kind !== 'gain') return this.#last;
    this.#asked = asked;
    this.#edited = true;
    return this.#do((id) => this.#parts.edits.edit(id, operation)).finally(() => {
      if (this.#asked === asked) this.#asked = undefined;
    });
  }

  /** Edits that were asked for before are made before. */
  async #splitAt(places: readonly number[]): Promise<void> {
    if (!this.possible || this.#held || this.splitBar !== undefined || places.length === 0) return;
    this.#parts.finishTyping();
    this.#hold(true);
    const split = async () => this.#hold(await this.#parts.splitting.split(this.#take, places));
    await (this.#last = this.#last.then(split));
  }

  #hold(held: boolean): void {
    this.#held = held;
    this.#parts.redraw();
  }

  /** Each change waits for the one before it: undoing twice undoes two. A name that was `typed` is not dropped untold. */
  #do(action: (id: string) => Promise<unknown>, typed?: string): Promise<void> {
    const possible = this.possible || (typed !== undefined && hasJournal(this.#take));
    if (!possible || this.#held) return Promise.resolve();
    const { id } = this.#take;
    const change = async () => void (await action(id));
    return (this.#last = this.#last.then(() => this.#parts.change(change, typed || undefined)));
  }

  #recorded(frame: number): number {
    return Math.min(this.#take.frames, toOriginal(this.segments, frame));
  }
}
