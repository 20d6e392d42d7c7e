import { Model } from '../kit/model.ts';

/** Frames of a take: from the first up to, but without, `to`. */
export interface FrameSpan {
  readonly from: number;
  readonly to: number;
}

/** The closest look: so few frames that each can be seen. */
const LEAST_FRAMES = 32;

/** Which part of a take the editor shows, what is selected in it, and where the playhead stands. */
export class TakeView extends Model {
  /** Whether a pointer is on the waveform. */
  held = false;
  #frames = 0;
  #shown: FrameSpan = { from: 0, to: 0 };
  #selection: FrameSpan | undefined;
  /** Where a selection was begun whose end was not set yet. It stands though nothing may be left of the selection. */
  #begun: number | undefined;
  #playhead = 0;
  /** Whether the playhead left the part shown while a pointer was on it. */
  #leftHeld = false;

  /** Frames of the take as it is shown. */
  get frames(): number {
    return this.#frames;
  }

  /** The part shown. Its ends may be fractions of a frame. */
  get shown(): FrameSpan {
    return this.#shown;
  }

  get whole(): boolean {
    return this.#shown.to - this.#shown.from >= this.#frames;
  }

  /** At least one frame; undefined if nothing is selected. */
  get selection(): FrameSpan | undefined {
    return this.#selection;
  }

  /** What a loop repeats: the selection, or the whole take. */
  get looped(): FrameSpan {
    return this.#selection ?? { from: 0, to: this.#frames };
  }

  /** 0 to `frames`. */
  get playhead(): number {
    return this.#playhead;
  }

  /** Whether the playhead stands in the part shown. */
  get inView(): boolean {
    return this.#playhead >= this.#shown.from && this.#playhead <= this.#shown.to;
  }

  /**
   * Begins with a take, or goes on with one whose length has changed. What no longer fits is fitted.
   * @param moved tells where the same frames are now. Without it nothing stays selected
   */
  setFrames(frames: number, playhead = this.#playhead, moved?: (span: FrameSpan) => FrameSpan): void {
    const { inView } = this;
    this.#playhead = Math.min(playhead, frames);
    if (frames === this.#frames) return;
    const selection = this.#selection && moved?.(this.#selection);
    this.#begun =
      this.#begun === undefined ? undefined : moved?.({ from: this.#begun, to: this.#frames }).from;
    const whole = this.whole;
    this.#frames = frames;
    this.#show(whole ? { from: 0, to: frames } : this.#shown);
    if (inView) this.#showAround(this.#playhead);
    const length = selection === undefined ? 0 : selection.to - selection.from;
    // Where only the selection was kept, the next key would change the whole take.
    this.#selection = length > 0 && length < frames ? selection : undefined;
    this.changed();
  }

  /** @param factor above 1: closer. @param at the frame that stays where it is; default: the playhead, or the middle */
  zoom(factor: number, at = this.#anchor()): void {
    const { from, to } = this.#shown;
    const least = Math.min(LEAST_FRAMES, this.#frames);
    const length = Math.max(least, Math.min(this.#frames, (to - from) / factor));
    const share = to > from ? (at - from) / (to - from) : 0;
    this.#show({ from: at - share * length, to: at + (1 - share) * length });
    this.changed();
  }

  showAll(): void {
    this.#show({ from: 0, to: this.#frames });
    this.changed();
  }

  /** Moves the part shown by some frames. */
  pan(frames: number): void {
    const { from, to } = this.#shown;
    this.#show({ from: from + frames, to: to + frames });
    if (this.#shown.from !== from) this.changed();
  }

  /** Shows the part around a frame, unless it is shown already. */
  reveal(frame: number): void {
    const { from } = this.#shown;
    this.#showAround(frame);
    if (this.#shown.from !== from) this.changed();
  }

  /**
   * The playhead runs: a page of the waveform is turned when it leaves it. A person who looks at another part keeps it,
   * and one whose pointer is on this part, until it is lifted.
   */
  follow(frame: number): void {
    const { from, to } = this.#shown;
    const followed = this.inView || this.#leftHeld;
    const outside = frame < from || frame >= to;
    this.#playhead = this.#within(frame);
    this.#leftHeld = followed && outside && this.held;
    if (followed && outside && !this.held) this.pan(frame - from);
  }

  /** Puts the playhead at a frame that the person chose. */
  place(frame: number): void {
    this.#playhead = this.#within(frame);
    this.reveal(this.#playhead);
    this.changed();
  }

  /** Selects the frames between two places, in any order. The same place twice selects nothing. */
  select(one: number, other: number): void {
    const from = this.#within(Math.min(one, other));
    const to = this.#within(Math.max(one, other));
    this.#selection = to > from ? { from, to } : undefined;
    this.#begun = undefined;
    this.changed();
  }

  selectNothing(): void {
    this.select(0, 0);
  }

  /**
   * Moves an edge of the selection. Where the other edge is not on its side, that one is this end of the take. An end at
   * the place where the selection was begun selects nothing.
   */
  setEdge(edge: 'from' | 'to', frame: number): void {
    const at = this.#within(frame);
    if (edge === 'to') {
      const begun = this.#begun ?? this.#selection?.from ?? 0;
      this.select(begun < at || this.#begun === at ? begun : 0, at);
      return;
    }
    const to = this.#selection?.to ?? this.#frames;
    this.select(at, to > at ? to : this.#frames);
    this.#begun = at;
  }

  #showAround(frame: number): void {
    const { from, to } = this.#shown;
    if (frame >= from && frame <= to) return;
    const by = frame - (from + to) / 2;
    this.#show({ from: from + by, to: to + by });
  }

  #anchor(): number {
    const { from, to } = this.#shown;
    return this.inView ? this.#playhead : (from + to) / 2;
  }

  #show({ from, to }: FrameSpan): void {
    const length = Math.min(to - from, this.#frames);
    const first = Math.max(0, Math.min(this.#frames - length, from));
    this.#shown = { from: first, to: first + length };
  }

  #within(frame: number): number {
    return Math.max(0, Math.min(this.#frames, Math.round(frame)));
  }
}
