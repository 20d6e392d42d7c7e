import { css, html, LitElement, type PropertyValues } from 'lit';
import type { ShownPeaks } from '../../shared/journal/journal-api.ts';
import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import { barsOf } from './bars.ts';
import { CanvasBox, canvasStyle, type Surface } from './canvas-box.ts';
import { drawLive, liveView } from './draw-live.ts';
import { waveLook } from './draw-wave.ts';
import { LiveBars } from './live-bars.ts';
import { LiveHead } from './live-head.ts';
import type { LostSpan, WaveMark } from './peak-source.ts';
import { waveColorsStyle } from './wave-colors.ts';

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** A take as it is drawn while it is recorded. */
interface Drawn {
  readonly takeId: string;
  readonly framesPerBar: number;
  readonly bars: LiveBars;
  readonly head: LiveHead;
  /** Bars before this one were asked for already. */
  askedUpTo: number;
  /** Frames from before the take was started. */
  preRollFrames: number;
}

/** The waveform of the take being recorded. It draws on animation frames, without rendering the component. */
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
  declare history: (range: PeakRange) => Promise<ShownPeaks | undefined>;
  declare lost: readonly LostSpan[];
  declare marks: readonly WaveMark[];
  readonly #box = new CanvasBox(this, () => this.#draw(performance.now()));
  #drawn: Drawn | undefined;
  /** What standby has shown since the last take. */
  #onStandby: Drawn | undefined;
  #frame = 0;

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

  override render() {
    return html`<canvas role="img" aria-label="Waveform of the recording"></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('sampleRate')) this.#drawn = this.#onStandby = undefined;
    this.#next();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  #next(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((nowMs) => {
      const moves = this.#draw(nowMs);
      if (this.isConnected && (this.running || moves)) this.#next();
    });
  }

  /** Returns whether the head has still to move to what is known. */
  #draw(nowMs: number): boolean {
    const { surface } = this.#box;
    if (surface === undefined) return false;
    const look = waveLook(surface.pixelRatio);
    const framesPerPixel = this.sampleRate / (this.pixelsPerSecond * surface.pixelRatio);
    const drawn = this.#shownTake(framesPerPixel * look.pitch);
    const known = drawn?.bars.frames ?? 0;
    const frame = drawn?.head.at(nowMs, known, this.running) ?? 0;
    const view = liveView(frame, framesPerPixel, surface.width, look, still.matches);
    const from = Math.max(0, Math.floor(view.offset / look.pitch));
    const to = Math.floor((view.offset + view.headX) / look.pitch);
    const shown = drawn?.bars.view(from, to) ?? { first: 0, bars: barsOf(new Int16Array(0), 1) };
    const { lost, marks, standby } = this;
    const preRollFrames = standby ? 0 : (drawn?.preRollFrames ?? 0);
    const sampleRate = standby ? undefined : this.sampleRate;
    const wave = { ...shown, lost, marks, sampleRate, preRollFrames };
    drawLive(standby ? faint(surface) : surface, view, look, wave);
    if (drawn !== undefined && drawn.bars.first > from) void this.#fill(drawn, from, surface);
    return frame < known;
  }

  /** What is shown, with its newest columns. Another take or another zoom begins anew; another microphone does not. */
  #shownTake(framesPerBar: number): Drawn | undefined {
    if (this.standby) return (this.#onStandby = this.#withNewest(this.#onStandby, framesPerBar));
    if (this.running) this.#onStandby = undefined;
    // The newest columns are those of standby: of the take there is what was drawn.
    else if (this.#onStandby !== undefined)
      return this.#drawn?.takeId === this.takeId ? this.#drawn : undefined;
    return (this.#drawn = this.#withNewest(this.#drawn, framesPerBar));
  }

  #withNewest(before: Drawn | undefined, framesPerBar: number): Drawn | undefined {
    const live = this.peaks();
    if (live === undefined || live.channels === 0) return before;
    const same = before?.takeId === this.takeId && live.count >= before.bars.column;
    // The columns of standby, after the take: what is drawn of it stays.
    if (before?.takeId === this.takeId && !same && !this.running) return before;
    if (before === undefined || !same || before.framesPerBar !== framesPerBar) {
      const { first } = live.since(0);
      const bars = new LiveBars(framesPerBar, first);
      const head = same && before !== undefined ? before.head : new LiveHead(this.sampleRate, bars.frames);
      before = { takeId: this.takeId, framesPerBar, bars, head, askedUpTo: 0, preRollFrames: 0 };
    }
    before.preRollFrames = this.preRoll();
    before.bars.add(live.since(before.bars.column));
    return before;
  }

  /** Asks the journal for bars that this page has no columns of: it was hidden, or shows more than the columns kept. */
  async #fill(drawn: Drawn, from: number, { pixelRatio }: Surface): Promise<void> {
    const { bars, framesPerBar } = drawn;
    const end = bars.first;
    if (end <= drawn.askedUpTo || pixelRatio !== devicePixelRatio) return;
    drawn.askedUpTo = end;
    const range = { from: from * framesPerBar, to: end * framesPerBar, width: end - from };
    try {
      const found = await this.history(range);
      if (found !== undefined) bars.fill(from, barsOf(found.columns, found.channels));
      // A wider window asks again.
      if (bars.first <= from) drawn.askedUpTo = 0;
    } catch {
      // They stay blank: nothing is wrong with the take.
    }
  }
}

/** The same surface, drawn on in one colour. */
function faint(surface: Surface): Surface {
  const { colors } = surface;
  return { ...surface, colors: { ...colors, wave: colors.faint, record: colors.faint } };
}

customElements.define('live-waveform', LiveWaveform);
