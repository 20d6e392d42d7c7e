import { css, html, LitElement, nothing } from 'lit';
import { waveLook } from '../../shared/waveform/draw-wave.ts';
import type { LostSpan, WaveMark } from '../../shared/waveform/wave-places.ts';
import { positionText } from '../text/time-text.ts';
import * as words from '../words/later/waveform.ts';
import { CanvasBox, canvasStyle } from './canvas-box.ts';
import { drawOverview } from './draw-overview.ts';
import { FittedBars } from './fitted-bars.ts';
import { seekEvent, type PeakSource } from './peak-source.ts';
import { waveColorsStyle } from './wave-colors.ts';

const STEP_SECONDS = 1;
const LONG_STEP_SECONDS = 5;
/** CSS pixels that a finger moves sideways before it drags: one that moves up or down scrolls the page. */
const DRAG_PIXELS = 4;

/** A whole take in a strip: where it is loud, its markers, what is missing. Choosing a place in it emits `seek`. */
export class WaveOverview extends LitElement {
  static override properties = {
    source: { attribute: false },
    sampleRate: { type: Number },
    label: { type: String },
    playhead: { type: Number },
    view: { attribute: false },
    marks: { attribute: false },
    lost: { attribute: false },
    growing: { type: Boolean },
  };
  static override styles = [
    waveColorsStyle,
    canvasStyle,
    css`
      :host {
        block-size: 36px;
        border-radius: 6px;
        touch-action: pan-y;
      }
      @media (pointer: coarse) {
        :host {
          block-size: var(--control-size);
        }
      }
      canvas:focus-visible {
        outline: 2px solid var(--ink, currentcolor);
        outline-offset: -2px;
      }
    `,
  ];

  /** For a take that grows, another object each time it is to be drawn anew. */
  declare source: PeakSource | undefined;
  declare sampleRate: number;
  /** The accessible name. */
  declare label: string;
  /** The frame being played. */
  declare playhead: number | undefined;
  declare view: { readonly from: number; readonly to: number } | undefined;
  declare marks: readonly WaveMark[];
  declare lost: readonly LostSpan[];
  /** While a take is recorded nothing can be sought in it: the microphone would hear it. */
  declare growing: boolean;
  readonly #box = new CanvasBox(this, () => this.#draw());
  /** Where a finger was put down that does not drag yet. */
  #touched: { readonly id: number; readonly x: number } | undefined;
  readonly #bars = new FittedBars(() => this.#draw());

  constructor() {
    super();
    this.sampleRate = 48_000;
    this.label = words.positionInTake;
    this.marks = [];
    this.lost = [];
    this.growing = false;
  }

  override render() {
    const { growing, sampleRate } = this;
    const frames = this.source?.frames ?? 0;
    const at = (this.playhead ?? 0) / sampleRate;
    const slider = <Value>(value: Value) => (growing ? nothing : value);
    return html`<canvas
      role=${growing ? 'img' : 'slider'}
      tabindex=${slider(0)}
      aria-label=${this.label}
      aria-valuemin=${slider(0)}
      aria-valuemax=${slider((frames / sampleRate).toFixed(1))}
      aria-valuenow=${slider(at.toFixed(1))}
      aria-valuetext=${slider(words.positionOf(positionText(at), positionText(frames / sampleRate)))}
      @pointerdown=${(event: PointerEvent) => this.#press(event)}
      @pointermove=${(event: PointerEvent) => this.#drag(event)}
      @pointerup=${(event: PointerEvent) => this.#lift(event)}
      @pointercancel=${() => (this.#touched = undefined)}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
    ></canvas>`;
  }

  override updated(): void {
    this.#draw();
  }

  #draw(): void {
    const { surface } = this.#box;
    if (surface === undefined) return;
    const look = waveLook(surface.pixelRatio);
    const bars = this.#bars.of(this.source, Math.ceil(surface.width / look.pitch));
    const { marks, lost, playhead, view, growing } = this;
    drawOverview(surface, look, {
      bars,
      frames: this.source?.frames ?? 0,
      marks,
      lost,
      playhead,
      view,
      growing,
    });
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 || this.growing) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') this.#touched = { id: event.pointerId, x: event.clientX };
    else this.#seekTo(event);
  }

  #drag(event: PointerEvent): void {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    if (this.#isOther(event)) return;
    if (this.#touched !== undefined && Math.abs(event.clientX - this.#touched.x) < DRAG_PIXELS) return;
    this.#touched = undefined;
    this.#seekTo(event);
  }

  /** A finger that did not drag has chosen the place where it is lifted. */
  #lift(event: PointerEvent): void {
    if (this.#touched === undefined || this.#isOther(event)) return;
    this.#touched = undefined;
    this.#seekTo(event);
  }

  /** Whether it is another finger than the one that was put down last. */
  #isOther({ pointerId }: PointerEvent): boolean {
    return this.#touched !== undefined && this.#touched.id !== pointerId;
  }

  #seekTo({ clientX, currentTarget }: PointerEvent): void {
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    this.#seek(((clientX - box.left) / box.width) * (this.source?.frames ?? 0));
  }

  #key(event: KeyboardEvent): void {
    const step = (event.shiftKey ? LONG_STEP_SECONDS : STEP_SECONDS) * this.sampleRate;
    const at = this.playhead ?? 0;
    const places: Readonly<Record<string, number>> = {
      ArrowLeft: at - step,
      ArrowRight: at + step,
      Home: 0,
      End: this.source?.frames ?? 0,
    };
    const place = places[event.key];
    if (place === undefined || this.growing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#seek(place);
  }

  #seek(frame: number): void {
    // Until it is known how long the take is, a place in the strip is none in the take.
    if (this.source === undefined) return;
    this.dispatchEvent(seekEvent(Math.round(Math.max(0, Math.min(this.source.frames, frame)))));
  }
}

customElements.define('wave-overview', WaveOverview);
