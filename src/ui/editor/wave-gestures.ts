import type { FlagPlace } from './draw-editor.ts';
import type { FrameSpan, TakeView } from './take-view.ts';

/** CSS pixels that a pointer may move before a press becomes a drag. */
const CLICK_PIXELS = 4;
/** CSS pixels beside an edge of the selection in which it is taken. */
const REACH = { mouse: 7, touch: 22 };

/** Fingers closer than this, side by side, neither zoom nor leap: a few pixels would be many times as wide. */
const LEAST_SPREAD = 40;

/** What the gestures need to know of the waveform. Positions are CSS pixels from its left and top edges. */
export interface GestureField {
  readonly view: TakeView;
  width(): number;
  /** The height of the flags at the top. */
  readonly flagHeight: number;
  flags(): readonly FlagPlace[];
  /** The person chose a place. */
  seek(frame: number): void;
  /** A marker is being dragged; the last call with `done`. */
  moveMark(id: number, frame: number, done: boolean): void;
  /** The marker that was being dragged stays where it was. */
  leaveMark(): void;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

type Gesture =
  | { readonly kind: 'none' }
  /** Not moved yet: a click, or the beginning of a selection. */
  | { readonly kind: 'pressed'; readonly at: Place }
  | { readonly kind: 'selecting'; readonly anchor: number }
  | { readonly kind: 'edge'; readonly anchor: number }
  | { readonly kind: 'mark'; readonly id: number; readonly moved: boolean; readonly at: Place }
  | { readonly kind: 'pinch'; readonly spread: number; readonly middle: number };

/** What pointers do on a waveform: a click seeks, a drag selects, an edge or a flag is dragged, two fingers zoom. */
export class WaveGestures {
  readonly #field: GestureField;
  readonly #pointers = new Map<number, Place>();
  #gesture: Gesture = { kind: 'none' };
  /** How wide the waveform was when the gesture began. */
  #width = 0;
  /** What was selected when the gesture began. */
  #selectedBefore: FrameSpan | undefined;

  constructor(field: GestureField) {
    this.#field = field;
  }

  down(pointerId: number, at: Place, touch: boolean): void {
    this.#pointers.set(pointerId, at);
    this.#field.view.held = true;
    if (this.#pointers.size === 2) return this.#beginPinch();
    if (this.#pointers.size > 2) return;
    this.#selectedBefore = this.#field.view.selection;
    this.#width = this.#field.width();
    const flag = at.y <= this.#field.flagHeight ? this.#flagAt(at.x) : undefined;
    const anchor = this.#edgeAnchor(at.x, touch ? REACH.touch : REACH.mouse);
    if (flag !== undefined) this.#gesture = { kind: 'mark', id: flag, moved: false, at };
    else if (anchor !== undefined) this.#gesture = { kind: 'edge', anchor };
    else this.#gesture = { kind: 'pressed', at };
  }

  move(pointerId: number, at: Place): void {
    if (!this.#pointers.has(pointerId)) return;
    this.#pointers.set(pointerId, at);
    this.#endIfTurned();
    const gesture = this.#gesture;
    const { view } = this.#field;
    switch (gesture.kind) {
      case 'none':
        return;
      case 'pressed':
        if (!isMoved(gesture.at, at)) return;
        this.#gesture = { kind: 'selecting', anchor: this.frameAt(gesture.at.x) };
        return view.select(this.#gesture.anchor, this.frameAt(at.x));
      case 'selecting':
      case 'edge':
        return view.select(gesture.anchor, this.frameAt(at.x));
      case 'mark':
        if (!gesture.moved && !isMoved(gesture.at, at)) return;
        this.#gesture = { ...gesture, moved: true };
        return this.#field.moveMark(gesture.id, this.frameAt(at.x), false);
      case 'pinch':
        return this.#pinch(gesture);
    }
  }

  up(pointerId: number, at: Place): void {
    if (!this.#lift(pointerId)) return;
    this.#endIfTurned();
    const gesture = this.#gesture;
    if (gesture.kind === 'pinch') {
      // The finger that stays must not begin a selection.
      if (this.#pointers.size === 0) this.#gesture = { kind: 'none' };
      else if (this.#pointers.size > 1) this.#beginPinch();
      return;
    }
    this.#gesture = { kind: 'none' };
    if (gesture.kind === 'pressed') {
      this.#field.view.selectNothing();
      this.#field.seek(this.frameAt(at.x));
    } else if (gesture.kind === 'mark') {
      if (gesture.moved) this.#field.moveMark(gesture.id, this.frameAt(at.x), true);
      else this.#field.seek(this.#markFrame(gesture.id, at.x));
    }
  }

  /** The browser took the pointer, to scroll the page: nothing was selected or moved. */
  cancel(pointerId: number): void {
    if (!this.#lift(pointerId)) return;
    this.#takeBack();
    this.#gesture = { kind: 'none' };
    if (this.#pointers.size > 1) this.#beginPinch();
  }

  /** Turns of the wheel zoom where the pointer is; with Shift, and sideways, they move along. */
  wheel(x: number, deltaX: number, deltaY: number, along: boolean): void {
    const { view } = this.#field;
    const { from, to } = view.shown;
    const sideways = along ? deltaX + deltaY : deltaX;
    if (along || Math.abs(deltaX) > Math.abs(deltaY)) {
      view.pan((sideways / Math.max(1, this.#field.width())) * (to - from));
    } else view.zoom(Math.exp(-deltaY / 300), this.frameAt(x));
  }

  frameAt(x: number): number {
    const { from, to } = this.#field.view.shown;
    return from + (x / Math.max(1, this.#field.width())) * (to - from);
  }

  /** Returns whether the pointer was down. */
  #lift(pointerId: number): boolean {
    const down = this.#pointers.delete(pointerId);
    this.#field.view.held = this.#pointers.size > 0;
    return down;
  }

  /** Where the phone was turned, the finger is at another place of the take without having moved. */
  #endIfTurned(): void {
    if (this.#gesture.kind === 'pinch' || this.#field.width() === this.#width) return;
    this.#takeBack();
    this.#gesture = { kind: 'none' };
  }

  /** A finger moves a little before the page scrolls, or before the other finger comes. */
  #takeBack(): void {
    const { kind } = this.#gesture;
    const before = this.#selectedBefore;
    if (kind === 'mark') this.#field.leaveMark();
    else if (kind !== 'selecting' && kind !== 'edge') return;
    else if (before === undefined) this.#field.view.selectNothing();
    else this.#field.view.select(before.from, before.to);
  }

  #beginPinch(): void {
    this.#takeBack();
    const [one, other] = [...this.#pointers.values()];
    this.#gesture = {
      kind: 'pinch',
      spread: spreadOf(one!, other!),
      middle: this.frameAt((one!.x + other!.x) / 2),
    };
  }

  /** The frame between the fingers stays between them. */
  #pinch(gesture: Extract<Gesture, { kind: 'pinch' }>): void {
    const [one, other] = [...this.#pointers.values()];
    if (one === undefined || other === undefined) return;
    const spread = spreadOf(one, other);
    const { view } = this.#field;
    view.zoom(spread / gesture.spread, gesture.middle);
    view.pan(gesture.middle - this.frameAt((one.x + other.x) / 2));
    this.#gesture = { ...gesture, spread };
  }

  #flagAt(x: number): number | undefined {
    return this.#field.flags().findLast(({ from, to }) => x >= from && x <= to)?.id;
  }

  #markFrame(id: number, x: number): number {
    const flag = this.#field.flags().find((flag) => flag.id === id);
    return flag?.frame ?? this.frameAt(x);
  }

  /** The end of the selection that stays when the one near `x` is dragged. */
  #edgeAnchor(x: number, reach: number): number | undefined {
    const { selection, shown } = this.#field.view;
    if (selection === undefined) return undefined;
    const pixelOf = (frame: number) =>
      ((frame - shown.from) / Math.max(1e-9, shown.to - shown.from)) * this.#field.width();
    const [left, right] = [Math.abs(pixelOf(selection.from) - x), Math.abs(pixelOf(selection.to) - x)];
    if (Math.min(left, right) > reach) return undefined;
    return left < right ? selection.to : selection.from;
  }
}

function spreadOf(one: Place, other: Place): number {
  return Math.max(LEAST_SPREAD, Math.abs(one.x - other.x));
}

function isMoved(from: Place, to: Place): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > CLICK_PIXELS;
}
