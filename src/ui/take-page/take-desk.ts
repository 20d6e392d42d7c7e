import type { Take } from '../../engine/takes/take.ts';
import type { PlayerModel } from '../player/player-model.ts';
import { isTooShortToLoop } from '../player/player-jumps.ts';
import type { PlayOptions } from '../player/player-state.ts';
import { editedFrames, segmentsOf, type Segment } from '../../shared/edit/edit-list.ts';
import { samePlace, sameSpan } from '../editor/shown-spans.ts';
import { findSilences } from '../editor/silences.ts';
import { TakeView, type FrameSpan } from '../editor/take-view.ts';
import { Model } from '../kit/model.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import { framesOf, hasJournal, playableFile } from './playable-file.ts';

/** Seconds of the sound that a person wants to hear. */
export interface HeardSpan {
  readonly from: number;
  readonly until: number;
}

/** One take on its page: what is shown and selected of it, and the player over it. */
export class TakeDesk extends Model {
  readonly view = new TakeView();
  readonly #player: PlayerModel;
  #take: Take;
  #looping = false;
  #original: boolean;
  /** What is shown and played of the recording. Undefined for a take without one. */
  #segments: readonly Segment[] | undefined;
  /** Where the sound goes on that has become another one. */
  #place: number | undefined;
  #left = false;
  /** Whether what is open repeats and passes over what it is to. Each opening ends that. */
  #jumps = false;
  #source: PeakSource | undefined;
  #silences: readonly FrameSpan[] | undefined;
  #search = new AbortController();
  readonly #stop: () => void;

  constructor(player: PlayerModel, take: Take) {
    super();
    this.#player = player;
    this.#take = take;
    const { state } = player;
    const open = state.kind !== 'closed' && state.take.id === take.id ? state : undefined;
    // A page that was left may have shown the recording without its edits, which plays on.
    this.#original = open?.original === true;
    const stops = [
      player.on('change', () => this.#playerChanged()),
      this.view.on('change', () => this.#viewChanged()),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
    this.setTake(take);
    if (open === undefined || open.kind === 'loading') return;
    this.view.follow(this.position);
    // An edit may have been written after the page was left: what is open plays without it, and stands at its own place.
    if (hasJournal(take))
      this.#segments = segmentsOf(open.original ? [] : open.take.edits.operations, open.take.frames);
  }

  get take(): Take {
    return this.#take;
  }

  /** Whether the recording is shown and played as it was, without its edits. */
  get original(): boolean {
    return this.#original && this.#take.edits.state !== 0;
  }

  /** Call `soundChanged` once it is shown so. */
  set original(original: boolean) {
    this.#original = original;
  }

  /**
   * Call when the take has changed, or is to be shown with other edits. The playhead and the selection stay
   * where they are in the recording: an edge may have been set while an edit was being written.
   * @param shown called once the take is known here: what is shown and played of its recording, if it has one
   */
  setTake(take: Take, shown: () => readonly Segment[] | undefined = () => undefined): void {
    const other = take !== this.#take;
    const { position } = this;
    const before = this.#segments;
    this.#take = take;
    // Without edits there is nothing else to show; the next edit is shown when it is made.
    if (take.edits.state === 0) this.#original = false;
    const segments = (this.#segments = shown());
    const moved = before !== undefined && segments !== undefined && before !== segments;
    this.#place = moved ? samePlace(before, segments, position) : undefined;
    this.view.setFrames(
      segments === undefined ? framesOf(take) : editedFrames(segments),
      this.#place,
      moved ? (span) => sameSpan(before, segments, span) : undefined,
    );
    if (other) this.changed();
  }

  /**
   * Call when what is played has become another sound: by an edit, or because the recording is wanted without its edits.
   * What plays goes on, near the place of the recording where it was.
   */
  async soundChanged(): Promise<void> {
    const place = this.#place ?? this.position;
    this.#place = undefined;
    this.changed();
    const file = playableFile(this.#take)?.file;
    // A page that was left before its last edit was written does not know the take with it.
    if (this.#left || !this.#isOpen || file === undefined) return;
    // Nothing of it is left to hear.
    if (this.view.frames === 0) return this.#player.close();
    // One edit after another: the sound of the one before may still be being opened.
    const paused = !this.#player.goesOn;
    const from = Math.min(place, this.view.frames) / this.#rate;
    await this.#open({ file, from, anew: true, paused });
  }

  /** Call when what is shown has become another sound, or is known by now. Its silences are found only if asked for. */
  setSource(source: PeakSource | undefined): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#search.abort();
    this.#silences = undefined;
    this.#setSkipped();
  }

  /** Call when the page is left. What plays goes on, but it no longer loops. */
  leave(): void {
    this.#left = true;
    this.#stop();
    this.#search.abort();
    if (this.#isOpen && this.#looping) this.#player.loop = undefined;
  }

  /** Whether there is a file that can be played, and anything to hear in it. */
  get canPlay(): boolean {
    return playableFile(this.#take) !== undefined && this.view.frames > 0;
  }

  get playing(): boolean {
    return this.#isOpen && this.#player.state.kind === 'playing';
  }

  /** Whether the sound is being opened. */
  get opening(): boolean {
    return this.#isOpen && this.#player.state.kind === 'loading';
  }

  /** Whether it plays, or will when it is open. */
  get goesOn(): boolean {
    return this.#isOpen && this.#player.goesOn;
  }

  /** The frame that plays, or the one where the playhead stands. */
  get position(): number {
    return this.#isOpen && !this.opening
      ? Math.round(this.#player.position * this.#rate)
      : this.view.playhead;
  }

  /** Asked when something is to be played. If it may not, the person is told why. */
  mayPlay(): boolean {
    return this.#player.mayPlay();
  }

  /** Plays a part of what is shown, and stops at its end. */
  async hear({ from, until }: HeardSpan): Promise<void> {
    const file = playableFile(this.#take)?.file;
    if (file === undefined) return;
    this.view.reveal(from * this.#rate);
    await this.#open({ file, from, until });
  }

  get looping(): boolean {
    return this.#looping;
  }

  toggle(): void {
    if (!this.canPlay && !this.#isOpen) return;
    if (!this.#isOpen) void this.#play();
    else if (this.goesOn) this.#player.pause();
    else if (this.opening) this.#player.resume();
    else void this.#play();
  }

  pause(): void {
    if (this.playing) this.#player.pause();
  }

  /** Plays from the playhead; from the start where it stands at the end. */
  async #play(): Promise<void> {
    const file = playableFile(this.#take)?.file;
    if (file === undefined) return;
    const { view } = this;
    const from = view.playhead >= view.frames ? 0 : view.playhead;
    view.reveal(from);
    await this.#open({ file, from: from / this.#rate });
  }

  async #open(options: PlayOptions): Promise<void> {
    await this.#player.play(this.#take, { ...options, original: this.original });
    if (!this.#left && this.#isOpen && !this.opening) this.#setJumps();
  }

  /** Moves the playhead to a frame of the take, and what plays with it. */
  seek(frame: number): void {
    this.view.place(frame);
    if (this.#isOpen) this.#player.seek(this.view.playhead / this.#rate);
    this.changed();
  }

  /** Moves the playhead by some seconds. */
  step(seconds: number): void {
    this.seek(this.position + seconds * this.#rate);
  }

  /** Repeats the selection, or the whole take where nothing is selected. */
  toggleLoop(): void {
    this.#looping = !this.#looping;
    this.#setJumps();
    const { selection } = this.view;
    if (this.#looping && selection !== undefined) {
      const at = this.position;
      if (at < selection.from || at >= selection.to) this.seek(selection.from);
    }
    this.changed();
  }

  get skipSilence(): boolean {
    return this.#player.skipSilence;
  }

  /** Whether playing passes over silences. The take stays as it is. */
  set skipSilence(skipSilence: boolean) {
    this.#player.skipSilence = skipSilence;
    this.#setSkipped();
    this.changed();
  }

  get #isOpen(): boolean {
    return this.#player.take?.id === this.#take.id;
  }

  get #rate(): number {
    return this.#take.spec.sampleRate;
  }

  #playerChanged(): void {
    const open = this.#isOpen && !this.opening;
    if (open) this.view.follow(this.position);
    // It may have been opened from its row.
    const opened = open && !this.#jumps;
    this.#jumps = open;
    if (opened) this.#setJumps();
    this.changed();
  }

  #viewChanged(): void {
    if (this.#looping) this.#setLoop();
    this.changed();
  }

  #setJumps(): void {
    this.#setLoop();
    this.#setSkipped();
  }

  /** A loop is played whole: one that lies in a silence would not play otherwise. */
  #setSkipped(): void {
    if (this.skipSilence && this.#silences === undefined) void this.#findSilences();
    if (!this.#isOpen) return;
    const silences = this.skipSilence && !this.#looping ? (this.#silences ?? []) : [];
    if (silences.length === 0 && this.#player.skipped.length === 0) return;
    this.#player.skipped = silences.map(({ from, to }) => ({ from: from / this.#rate, to: to / this.#rate }));
  }

  async #findSilences(): Promise<void> {
    const source = this.#source;
    if (source === undefined) return;
    this.#silences = [];
    const { signal } = (this.#search = new AbortController());
    try {
      const silences = await findSilences(source, this.#rate, signal);
      if (signal.aborted) return;
      this.#silences = silences;
      this.#setSkipped();
    } catch {
      // The peaks were removed or replaced. Playing goes on without them, and the next source is searched again.
    }
  }

  #setLoop(): void {
    if (!this.#isOpen) return;
    const { from, to } = this.view.looped;
    const span = { from: from / this.#rate, to: to / this.#rate };
    const wanted = this.#looping && !isTooShortToLoop(span) ? span : undefined;
    const { loop } = this.#player;
    if (loop?.from !== wanted?.from || loop?.to !== wanted?.to) this.#player.loop = wanted;
  }
}
