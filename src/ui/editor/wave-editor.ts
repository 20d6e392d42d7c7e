import { css, html, LitElement } from 'lit';
import { barsOf, emptyBars, type Bars } from '../../shared/waveform/bars.ts';
import { waveLook } from '../../shared/waveform/draw-wave.ts';
import type { LostSpan } from '../../shared/waveform/wave-places.ts';
import { Watch } from '../kit/watch.ts';
import { CanvasBox, canvasStyle } from '../waveform/canvas-box.ts';
import { seekEvent, type PeakSource } from '../waveform/peak-source.ts';
import { waveColorsStyle } from '../waveform/wave-colors.ts';
import * as words from '../words/later/take-page.ts';
import { drawEditor, FLAG_HEIGHT, type EditorMark, type FlagPlace } from './draw-editor.ts';
import type { FrameSpan, TakeView } from './take-view.ts';
import { WaveGestures, type Place } from './wave-gestures.ts';

/** Bars, and the frames that they show. */
interface Shown {
  readonly bars: Bars;
  readonly range: FrameSpan;
}

/** The event `move-mark`: a marker was dragged to a frame. */
export type MoveMarkEvent = CustomEvent<{ readonly id: number; readonly frame: number }>;

/** A take's waveform, to look at closely, select in and mark. Dispatches `seek` and `move-mark`. */
export class WaveEditor extends LitElement {
  static override properties = {
    source: { attribute: false },
    view: { attribute: false },
    marks: { attribute: false },
    lost: { attribute: false },
    fixed: { type: Boolean },
    preRollFrames: { type: Number },
    sampleRate: { type: Number },
    place: {},
    position: { attribute: false },
    running: { type: Boolean },
  };
  static override styles = [
    waveColorsStyle,
    canvasStyle,
    css`
      :host {
        block-size: clamp(226px, 38dvh, 320px);
        border-radius: 10px;
        touch-action: pan-y;
      }
      /* On a phone, upright or on its side, what plays and edits is in view below. */
      @media (max-width: 45rem) {
        :host {
          block-size: clamp(160px, 28dvh, 320px);
        }
      }
      @media (max-height: 30rem) {
        :host {
          block-size: max(96px, 25dvh);
        }
      }
      canvas {
        cursor: text;
        -webkit-user-select: none;
        user-select: none;
      }
      canvas:focus-visible {
        outline: 2px solid var(--ink, currentcolor);
        outline-offset: -2px;
      }
    `,
  ];

  declare source: PeakSource | undefined;
  declare view: TakeView;
  declare marks: readonly EditorMark[];
  declare lost: readonly LostSpan[];
  /** Whether the markers cannot be moved at present. */
  declare fixed: boolean;
  /** How many of the frames shown, from the take's first, were captured before it was started. */
  declare preRollFrames: number;
  declare sampleRate: number;
  /** The playhead in words: `0:42 of 59:58, chapter 2`. */
  declare place: string;
  /** The frame that plays. Read for each frame drawn while `running`. */
  declare position: () => number;
  declare running: boolean;
  readonly #box = new CanvasBox(this, () => this.#draw());
  readonly #gestures: WaveGestures;
  #shown: Shown = { bars: emptyBars(0), range: { from: 0, to: 0 } };
  #asked = '';
  #askedSource: PeakSource | undefined;
  #flags: readonly FlagPlace[] = [];
  /** A marker that is being dragged. */
  #dragged: { readonly id: number; readonly frame: number } | undefined;
  #frame = 0;

  constructor() {
    super();
    this.marks = [];
    this.lost = [];
    this.fixed = false;
    this.preRollFrames = 0;
    this.sampleRate = 48_000;
    this.place = '';
    this.position = () => 0;
    this.running = false;
    new Watch(this, () => [this.view]);
    this.#gestures = new WaveGestures(this.#field());
  }

  override render() {
    const { playhead, frames } = this.view;
    return html`<canvas
      role="slider"
      tabindex="0"
      aria-label=${words.waveform}
      aria-valuemin="0"
      aria-valuemax=${(frames / this.sampleRate).toFixed(1)}
      aria-valuenow=${(playhead / this.sampleRate).toFixed(1)}
      aria-valuetext=${this.place}
      @pointerdown=${(event: PointerEvent) => this.#down(event)}
      @pointermove=${(event: PointerEvent) => this.#gestures.move(event.pointerId, placeOf(event))}
      @pointerup=${(event: PointerEvent) => this.#gestures.up(event.pointerId, placeOf(event))}
      @pointercancel=${(event: PointerEvent) => this.#gestures.cancel(event.pointerId)}
    ></canvas>`;
  }

  override firstUpdated(): void {
    // The page must not scroll under the pointer, so the listener is not passive.
    this.#canvas().addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  override updated(): void {
    this.#draw();
    cancelAnimationFrame(this.#frame);
    if (this.running) this.#next();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  override focus(options?: FocusOptions): void {
    this.#canvas().focus(options);
  }

  #next(): void {
    this.#frame = requestAnimationFrame(() => {
      if (!this.isConnected || !this.running) return;
      this.view.follow(this.position());
      this.#draw();
      if (!this.isUpdatePending) this.#next();
    });
  }

  #draw(): void {
    const { surface } = this.#box;
    if (surface === undefined) return;
    const look = waveLook(surface.pixelRatio);
    const { view, lost, preRollFrames, sampleRate } = this;
    const { shown, selection, playhead } = view;
    const count = Math.max(1, Math.ceil(surface.width / look.pitch));
    const perPixel = (shown.to - shown.from) / surface.width;
    this.#ask(shown.from, shown.from + count * look.pitch * perPixel, count);
    const { bars, range } = this.#shown;
    const perBar = (range.to - range.from) / Math.max(1, bars.count);
    // Until the bars of this part have come, those at hand are put where they belong.
    const placed =
      perPixel === 0
        ? emptyBars(0)
        : placedBars(bars, range.from, perBar, shown, perPixel * look.pitch, count);
    this.#flags = drawEditor(surface, look, {
      bars: placed,
      shown,
      selection,
      playhead,
      lost,
      preRollFrames,
      sampleRate,
      marks: this.#marks(),
    });
  }

  #marks(): readonly EditorMark[] {
    const dragged = this.#dragged;
    return this.marks.map((mark) => (mark.id === dragged?.id ? { ...mark, frame: dragged.frame } : mark));
  }

  /** Asks for the bars of a part of the take, once. */
  #ask(from: number, to: number, count: number): void {
    const { source } = this;
    const asked = `${from} ${to} ${count}`;
    if (source === this.#askedSource && asked === this.#asked) return;
    this.#asked = asked;
    this.#askedSource = source;
    if (source === undefined || to <= from) this.#shown = { bars: emptyBars(0), range: { from, to } };
    else void this.#read(source, { from, to, width: count }, asked);
  }

  async #read(
    source: PeakSource,
    range: { readonly from: number; readonly to: number; readonly width: number },
    asked: string,
  ): Promise<void> {
    try {
      const columns = await source.show(range);
      if (source !== this.#askedSource || asked !== this.#asked) return;
      const bars = barsOf(columns, source.channels);
      const perBar = (range.to - range.from) / range.width;
      this.#shown = { bars, range: { from: range.from, to: range.from + bars.count * perBar } };
      this.#draw();
    } catch {
      // The take was deleted meanwhile: its page says so.
    }
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#canvas().setPointerCapture(event.pointerId);
    this.#gestures.down(event.pointerId, placeOf(event), event.pointerType !== 'mouse');
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#gestures.wheel(event.offsetX, event.deltaX, event.deltaY, event.shiftKey);
  }

  #field() {
    const editor = this as WaveEditor;
    return {
      get view() {
        return editor.view;
      },
      width: () => editor.#canvas().clientWidth,
      flagHeight: FLAG_HEIGHT,
      flags: () => {
        const ratio = devicePixelRatio;
        return editor.#flags.map((flag) => ({ ...flag, from: flag.from / ratio, to: flag.to / ratio }));
      },
      seek: (frame: number) => editor.dispatchEvent(seekEvent(Math.round(frame))),
      moveMark: (id: number, frame: number, done: boolean) => editor.#moveMark(id, Math.round(frame), done),
      leaveMark: () => editor.#leaveMark(),
    };
  }

  #moveMark(id: number, frame: number, done: boolean): void {
    if (this.fixed) return this.#leaveMark();
    const inside = Math.max(0, Math.min(this.view.frames, frame));
    this.#dragged = done ? undefined : { id, frame: inside };
    if (done) this.dispatchEvent(new CustomEvent('move-mark', { detail: { id, frame: inside } }));
    this.#draw();
  }

  #leaveMark(): void {
    this.#dragged = undefined;
    this.#draw();
  }

  #canvas(): HTMLCanvasElement {
    return this.renderRoot.querySelector('canvas')!;
  }
}

/** Puts the bars of one part into those of another, each by its middle. Where none are known, none are: they would show silence. */
export function placedBars(
  bars: Bars,
  first: number,
  perBar: number,
  shown: FrameSpan,
  perShownBar: number,
  count: number,
): Bars {
  if (bars.count === 0 || (first === shown.from && perBar === perShownBar)) return bars;
  const placed = emptyBars(count);
  for (let bar = 0; bar < count; bar++) {
    const from = Math.floor((shown.from + (bar + 0.5) * perShownBar - first) / perBar);
    if (from < 0 || from >= bars.count) continue;
    placed.minimum[bar] = bars.minimum[from]!;
    placed.maximum[bar] = bars.maximum[from]!;
    placed.clipped[bar] = bars.clipped[from]!;
  }
  return placed;
}

function placeOf({ offsetX, offsetY }: PointerEvent): Place {
  return { x: offsetX, y: offsetY };
}

customElements.define('wave-editor', WaveEditor);
