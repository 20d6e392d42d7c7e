import { html, LitElement, type PropertyValues } from 'lit';
import type { Recorder } from '../../engine/record/recorder.ts';
import type { LostSpan, WaveMark } from '../../shared/waveform/wave-places.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import * as words from '../words/later/waveform.ts';
// Both are in the record view, and load together.
import '../waveform/live-waveform.ts';
import '../waveform/wave-overview.ts';

/** How often the strip is drawn anew while the take grows. */
const GROW_MS = 1000;

/** The whole take in a strip while it is recorded, and after that until the next one begins. */
export class GrowingOverview extends LitElement {
  static override properties = {
    recorder: { attribute: false },
    running: { type: Boolean },
    takeId: { type: String },
    sampleRate: { type: Number },
    marks: { attribute: false },
    lost: { attribute: false },
    finished: { attribute: false },
    source: { state: true },
  };

  declare recorder: Recorder;
  /** Whether the take is being recorded and not paused. */
  declare running: boolean;
  declare takeId: string;
  declare sampleRate: number;
  declare marks: readonly WaveMark[];
  declare lost: readonly LostSpan[];
  /** The peaks of the finished take, once they are known. */
  declare finished: PeakSource | undefined;
  /** Another object each time the take has grown. */
  declare source: PeakSource | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (this.running && !document.hidden) this.#grow();
    }, GROW_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('takeId')) this.source = undefined;
    // What was recorded since the last drawing.
    else if (changed.has('running') && !this.running) this.#grow();
  }

  override render() {
    return html`<wave-overview
      growing
      label=${words.waveformOfTake}
      .source=${this.finished ?? this.source}
      .sampleRate=${this.sampleRate}
      .marks=${this.marks}
      .lost=${this.lost}
    ></wave-overview>`;
  }

  #grow(): void {
    const { state } = this.recorder;
    if (!('takeId' in state)) return;
    this.source = {
      channels: state.source.channels,
      frames: Math.round(this.recorder.elapsedSeconds() * this.sampleRate),
      // The take may end before the answer: the strip then stays as it is.
      show: async (range) => {
        const shown = await this.recorder.peaks(range);
        if (shown === undefined) throw new Error('the take is over');
        return shown.columns;
      },
    };
  }
}

customElements.define('growing-overview', GrowingOverview);
