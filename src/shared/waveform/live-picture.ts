import type { ShownPeaks } from '../journal/journal-api.ts';
import type { LivePeaks } from '../peaks/live-peaks.ts';
import type { PeakRange } from '../peaks/peak-range.ts';
import { barsOf } from './bars.ts';
import { drawLive, liveView } from './draw-live.ts';
import { waveLook } from './draw-wave.ts';
import { LiveBars } from './live-bars.ts';
import { LiveHead } from './live-head.ts';
import type { Surface } from './surface.ts';
import type { LostSpan, WaveMark } from './wave-places.ts';

/** What a live waveform shows, beside the columns. */
export interface LiveScene {
  /** Whether a take is being recorded and not paused. */
  readonly running: boolean;
  /** Whether what is shown is kept nowhere. */
  readonly standby: boolean;
  /** Another one begins a new picture. */
  readonly takeId: string;
  readonly sampleRate: number;
  /** CSS pixels for a second: 20 to 320. */
  readonly pixelsPerSecond: number;
  /** Whether it fills a page and turns it, for people who do not want it to move. */
  readonly paged: boolean;
  readonly lost: readonly LostSpan[];
  readonly marks: readonly WaveMark[];
  /** Frames from before the take was started. */
  readonly preRollFrames: number;
}

/** The recorder's `peaks`, for what a hidden page missed. */
export type History = (range: PeakRange) => Promise<ShownPeaks | undefined>;

/** A take as it is drawn while it is recorded. */
interface Drawn {
  readonly takeId: string;
  readonly framesPerBar: number;
  readonly bars: LiveBars;
  readonly head: LiveHead;
  /** Bars before this one were asked for already. */
  askedUpTo: number;
}

const NO_BARS = { first: 0, bars: barsOf(new Int16Array(0), 1) };

/** The picture of a take being recorded: which columns of it are known, where its head stands. In any thread. */
export class LivePicture {
  readonly #history: History;
  #sampleRate = 0;
  #drawn: Drawn | undefined;
  /** What standby has shown since the last take. */
  #onStandby: Drawn | undefined;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Draws it as it is at `nowMs`. Returns whether the head has still to move to what is known.
   * @param live undefined while no microphone is open
   */
  draw(nowMs: number, surface: Surface, scene: LiveScene, live: LivePeaks | undefined): boolean {
    const { standby, sampleRate, running, lost, marks, preRollFrames } = scene;
    if (sampleRate !== this.#sampleRate) this.#drawn = this.#onStandby = undefined;
    this.#sampleRate = sampleRate;
    const look = waveLook(surface.pixelRatio);
    const framesPerPixel = sampleRate / (scene.pixelsPerSecond * surface.pixelRatio);
    const drawn = this.#shownTake(framesPerPixel * look.pitch, scene, live);
    const known = drawn?.bars.frames ?? 0;
    const frame = drawn?.head.at(nowMs, known, running) ?? 0;
    const view = liveView(frame, framesPerPixel, surface.width, look, scene.paged);
    const from = Math.max(0, Math.floor(view.offset / look.pitch));
    const to = Math.floor((view.offset + view.headX) / look.pitch);
    const shown = drawn?.bars.view(from, to) ?? NO_BARS;
    const wave = { ...shown, lost, marks, preRollFrames, sampleRate: standby ? undefined : sampleRate };
    drawLive(standby ? faint(surface) : surface, view, look, wave);
    if (drawn !== undefined && drawn.bars.first > from) void this.#fill(drawn, from);
    return frame < known;
  }

  /** What is shown, with its newest columns. Another take or another zoom begins anew; another microphone does not. */
  #shownTake(framesPerBar: number, scene: LiveScene, live: LivePeaks | undefined): Drawn | undefined {
    const { standby, running, takeId } = scene;
    if (standby) return (this.#onStandby = withNewest(this.#onStandby, framesPerBar, scene, live));
    if (running) this.#onStandby = undefined;
    // The newest columns are those of standby: of the take there is what was drawn.
    else if (this.#onStandby !== undefined) return this.#drawn?.takeId === takeId ? this.#drawn : undefined;
    return (this.#drawn = withNewest(this.#drawn, framesPerBar, scene, live));
  }

  /** Asks the journal for bars that there are no columns of: the page was hidden, or shows more than the columns kept. */
  async #fill(drawn: Drawn, from: number): Promise<void> {
    const { bars, framesPerBar } = drawn;
    const end = bars.first;
    if (end <= drawn.askedUpTo) return;
    drawn.askedUpTo = end;
    const range = { from: from * framesPerBar, to: end * framesPerBar, width: end - from };
    try {
      const found = await this.#history(range);
      if (found !== undefined) bars.fill(from, barsOf(found.columns, found.channels));
      // A wider window asks again.
      if (bars.first <= from) drawn.askedUpTo = 0;
    } catch {
      // They stay blank: nothing is wrong with the take.
    }
  }
}

function withNewest(
  before: Drawn | undefined,
  framesPerBar: number,
  { takeId, sampleRate, running }: LiveScene,
  live: LivePeaks | undefined,
): Drawn | undefined {
  if (live === undefined || live.channels === 0) return before;
  const same = before?.takeId === takeId && live.count >= before.bars.column;
  // The columns of standby, after the take: what is drawn of it stays.
  if (before?.takeId === takeId && !same && !running) return before;
  if (before === undefined || !same || before.framesPerBar !== framesPerBar) {
    const { first } = live.since(0);
    const bars = new LiveBars(framesPerBar, first);
    const head = same && before !== undefined ? before.head : new LiveHead(sampleRate, bars.frames);
    before = { takeId, framesPerBar, bars, head, askedUpTo: 0 };
  }
  before.bars.add(live.since(before.bars.column));
  return before;
}

/** The same surface, drawn on in one colour. */
function faint(surface: Surface): Surface {
  const { colors } = surface;
  return { ...surface, colors: { ...colors, wave: colors.faint, record: colors.faint } };
}
