import { css, html, LitElement } from 'lit';
import { FarPicture, liveDrawing } from '../../engine/peaks/live-drawing.ts';
import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import type { History, LiveScene } from '../../shared/waveform/live-picture.ts';
import type { LostSpan, WaveMark } from '../../shared/waveform/wave-places.ts';
import { CanvasBox, canvasStyle } from './canvas-box.ts';
import { NearPicture } from './near-picture.ts';
import type { PeakSource } from './peak-source.ts';
import { waveColorsStyle } from './wave-colors.ts';
import * as words from '../words/later/waveform.ts';

/** A worker that takes longer to load is not waited for: the page draws until it comes. */
const PATIENCE_MS = 300;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * The waveform of the take being recorded. A worker draws it if the columns are in memory that it can read; otherwise,
 * and until the worker has loaded, the page does, without rendering the component.
 */
export class LiveWaveform extends LitElement {
  static override properties = {
    running: { type: Boolean },
    standby: { type: Boolean },
    takeId: { type: String },
    sampleRate: { type: Number },
    pixelsPerSecond: { type: Number },
    peaks: { attribute: false },
    preRoll: { attribute: false },
    history: { attribute: false },
    finished: { attribute: false },
    lost: { attribute: false },
    marks: { attribute: false },
  };
  static override styles = [
    waveColorsStyle,
    canvasStyle,
    css`
      :host {
        block-size: 200px;
        border-radius: 10px;
      }
    `,
  ];

  /** Whether a take is being recorded and not paused. */
  declare running: boolean;
  /** Whether what is shown is kept nowhere. */
  declare standby: boolean;
  /** Another one begins a new picture. */
  declare takeId: string;
  declare sampleRate: number;
  /** CSS pixels for a second: 20 to 320. */
  declare pixelsPerSecond: number;
  /** The recorder's `livePeaks`. */
  declare peaks: () => LivePeaks | undefined;
  /** The recorder's `preRollFrames`. */
  declare preRoll: () => number;
  /** The recorder's `peaks`, for what a hidden page missed. */
  declare history: History;
  /** The peaks of the take, once it is over and they are known. */
  declare finished: PeakSource | undefined;
  declare lost: readonly LostSpan[];
  declare marks: readonly WaveMark[];
  readonly #box = new CanvasBox(this, () => this.#show(true));
  /** Undefined where the page draws. */
  #worker: Awaited<ReturnType<typeof liveDrawing>>;
  /** Whether it is known which thread draws for now. */
  #decided = false;
  #picture: NearPicture | FarPicture | undefined;
  readonly #reshow = () => this.#show();
  readonly #past: History = async (range) => {
    const { finished } = this;
    if (finished === undefined) return this.history(range);
    return { channels: finished.channels, frames: finished.frames, columns: await finished.show(range) };
  };

  constructor() {
    super();
    this.running = false;
    this.standby = false;
    this.takeId = '';
    this.sampleRate = 48_000;
    this.pixelsPerSecond = 80;
    this.peaks = () => undefined;
    this.preRoll = () => 0;
    this.history = () => Promise.resolve(undefined);
    this.lost = [];
    this.marks = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#reshow);
    still.addEventListener('change', this.#reshow);
    void this.#decide();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#reshow);
    still.removeEventListener('change', this.#reshow);
    this.#leave();
  }

  override render() {
    return html`<canvas role="img" aria-label=${words.waveformOfRecording}></canvas>`;
  }

  override updated(): void {
    this.#show();
  }

  async #decide(): Promise<void> {
    const decided = () => {
      this.#decided = true;
      this.#show();
    };
    const late = setTimeout(decided, PATIENCE_MS);
    this.#worker = await liveDrawing();
    clearTimeout(late);
    decided();
  }

  /** @param cleared whether the canvas is to be drawn at once, if the page draws it */
  #show(cleared = false): void {
    if (!this.#decided || !this.isConnected || !this.hasUpdated) return;
    const live = this.peaks();
    // What the page has drawn stays while no microphone is open: there are no columns to draw it from elsewhere.
    const readable = live === undefined ? !(this.#picture instanceof NearPicture) : live.shared !== undefined;
    const scene = this.#scene();
    if (this.#worker !== undefined && readable) {
      const shape = document.hidden ? undefined : this.#box.shape;
      this.#far(this.#worker).show(scene, shape, live?.shared);
      return;
    }
    const picture = this.#near();
    picture.show(scene, this.peaks);
    if (cleared) picture.draw(performance.now(), scene, this.peaks);
  }

  #scene(): LiveScene {
    const { running, standby, takeId, sampleRate, pixelsPerSecond, lost, marks } = this;
    const preRollFrames = standby ? 0 : this.preRoll();
    const finishedFrames = standby ? undefined : this.finished?.frames;
    const paged = still.matches;
    return {
      running,
      standby,
      takeId,
      sampleRate,
      pixelsPerSecond,
      lost,
      marks,
      preRollFrames,
      finishedFrames,
      paged,
    };
  }

  #near(): NearPicture {
    if (this.#picture instanceof NearPicture) return this.#picture;
    this.#leave();
    return (this.#picture = new NearPicture(this.#box, this.#past));
  }

  #far(worker: NonNullable<Awaited<ReturnType<typeof liveDrawing>>>): FarPicture {
    if (this.#picture instanceof FarPicture) return this.#picture;
    this.#leave();
    const lost = () => {
      this.#worker = undefined;
      this.#show();
    };
    return (this.#picture = new FarPicture(worker, this.#box.handOver(), this.#past, lost));
  }

  /** Ends the picture. The next one needs another canvas: one thread cannot take over another's. */
  #leave(): void {
    if (this.#picture === undefined) return;
    this.#picture.close();
    this.#picture = undefined;
    this.#box.renew();
  }
}

customElements.define('live-waveform', LiveWaveform);
