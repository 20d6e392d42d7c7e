import type { ShownPeaks } from '../journal/journal-api.ts';
import type { LivePeaks } from '../peaks/live-peaks.ts';
import { COLUMN_FRAMES } from '../peaks/peak-column.ts';
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
  /** Frames from before the take was started. 0 also once its microphone is closed: what was told before stays. */
  readonly preRollFrames: number;
  /** The take's frames, once it is over and `history` has all of it. */
  readonly finishedFrames: number | undefined;
}

/** What the take shown looks like, for what was not drawn while it was recorded. */
export type History = (range: PeakRange) => Promise<ShownPeaks | undefined>;

/** A take as it is drawn while it is recorded. */
interface Drawn {
  readonly takeId: string;
  readonly framesPerBar: number;
  readonly bars: LiveBars;
  readonly head: LiveHead;
  /** Bars before this one were asked for already. */
  askedUpTo: number;
  /** See `LiveScene`. */
  preRollFrames: number;
  finishedFrames: number | undefined;
}

/** Columns of a finished take that are added to what was drawn of it: where more are missing, it is drawn anew. */
const MOST_ADDED = 2048;

const NO_BARS = { first: 0, bars: barsOf(new Int16Array(0), 1) };

/** The picture of a take being recorded: which columns of it are known, where its head stands. In any thread. */
export class LivePicture {
  readonly #history: History;
  #sampleRate = 0;
  #drawn: Drawn | undefined;
  /** What standby has shown since the last take. */
  #onStandby: Drawn | undefined;
  /** Questions to `history` that are not answered yet. */
  #asked = 0;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Draws it as it is at `nowMs`. Returns whether there is more to draw: the head has still to move to what is known, or
   * what was missed has not come yet.
   * @param live undefined while no microphone is open
   */
  draw(nowMs: number, surface: Surface, scene: LiveScene, live: LivePeaks | undefined): boolean {
    const { standby, sampleRate, running, lost, marks } = scene;
    if (sampleRate !== this.#sampleRate) this.#drawn = this.#onStandby = undefined;
    this.#sampleRate = sampleRate;
    const look = waveLook(surface.pixelRatio);
    const wanted = (sampleRate / (scene.pixelsPerSecond * surface.pixelRatio)) * look.pitch;
    const drawn = this.#shownTake(wanted, scene, live);
    // Bars that cannot be made anew for another screen keep their frames: ruler and markers stand where they do.
    const framesPerPixel = (drawn?.framesPerBar ?? wanted) / look.pitch;
    if (drawn !== undefined && scene.preRollFrames > 0) drawn.preRollFrames = scene.preRollFrames;
    const { preRollFrames } = drawn ?? scene;
    const known = drawn?.bars.frames ?? 0;
    const frame = drawn?.head.at(nowMs, known, running) ?? 0;
    const view = liveView(frame, framesPerPixel, surface.width, look, scene.paged);
    const from = Math.max(0, Math.floor(view.offset / look.pitch));
    const to = Math.floor((view.offset + view.headX) / look.pitch);
    const shown = drawn?.bars.view(from, to) ?? NO_BARS;
    const wave = { ...shown, lost, marks, preRollFrames, sampleRate: standby ? undefined : sampleRate };
    drawLive(standby ? faint(surface) : surface, view, look, wave);
    if (drawn !== undefined && drawn.bars.first > from) void this.#fill(drawn, from);
    return frame < known || this.#asked > 0;
  }

  /** What is shown, with its newest columns. Another take or another zoom begins anew; another microphone does not. */
  #shownTake(framesPerBar: number, scene: LiveScene, live: LivePeaks | undefined): Drawn | undefined {
    const { standby, running, takeId, finishedFrames } = scene;
    if (standby) return (this.#onStandby = withNewest(this.#onStandby, framesPerBar, scene, live));
    if (running) this.#onStandby = undefined;
    else if (finishedFrames !== undefined)
      return (this.#drawn = this.#finished(framesPerBar, scene, finishedFrames));
    // The newest columns are those of standby: of the take there is what was drawn.
    else if (this.#onStandby !== undefined) return this.#drawn?.takeId === takeId ? this.#drawn : undefined;
    return (this.#drawn = withNewest(this.#drawn, framesPerBar, scene, live));
  }

  /** A take that is over: what was drawn of it, and the rest from its peaks. */
  #finished(framesPerBar: number, scene: LiveScene, frames: number): Drawn {
    const end = Math.floor(frames / COLUMN_FRAMES);
    const before = this.#drawn?.takeId === scene.takeId ? this.#drawn : undefined;
    const goesOn = before?.framesPerBar === framesPerBar && end - before.bars.column <= MOST_ADDED;
    const drawn = goesOn ? before : begun(framesPerBar, scene, end, before);
    if (drawn.finishedFrames === frames) return drawn;
    drawn.finishedFrames = frames;
    // What nobody could tell before is known now.
    drawn.askedUpTo = 0;
    if (drawn.bars.column < end) void this.#add(drawn, end);
    return drawn;
  }

  /** Adds the columns after those that were drawn, up to column `end`. */
  async #add({ bars }: Drawn, end: number): Promise<void> {
    const first = bars.column;
    const range = { from: first * COLUMN_FRAMES, to: end * COLUMN_FRAMES, width: end - first };
    const found = await this.#ask(range);
    if (found !== undefined) bars.add({ first, channels: found.channels, columns: found.columns });
  }

  /** Asks for bars that there are no columns of: the page was hidden, or shows more than the columns kept. */
  async #fill(drawn: Drawn, from: number): Promise<void> {
    const { bars, framesPerBar } = drawn;
    const end = bars.first;
    if (end <= drawn.askedUpTo) return;
    drawn.askedUpTo = end;
    const found = await this.#ask({ from: from * framesPerBar, to: end * framesPerBar, width: end - from });
    if (found !== undefined) bars.fill(from, barsOf(found.columns, found.channels));
    // A wider window asks again.
    if (bars.first <= from) drawn.askedUpTo = 0;
  }

  async #ask(range: PeakRange): Promise<ShownPeaks | undefined> {
    this.#asked++;
    try {
      return await this.#history(range);
    } catch {
      // What was asked for stays blank: nothing is wrong with the take.
      return undefined;
    } finally {
      this.#asked--;
    }
  }
}

/** @param before what was drawn of the same take: the head stays where it is */
function begun(
  framesPerBar: number,
  { takeId, sampleRate }: LiveScene,
  firstColumn: number,
  before: Drawn | undefined,
): Drawn {
  const bars = new LiveBars(framesPerBar, firstColumn);
  const head = before?.head ?? new LiveHead(sampleRate, bars.frames);
  const preRollFrames = before?.preRollFrames ?? 0;
  return { takeId, framesPerBar, bars, head, askedUpTo: 0, preRollFrames, finishedFrames: undefined };
}

function withNewest(
  before: Drawn | undefined,
  framesPerBar: number,
  scene: LiveScene,
  live: LivePeaks | undefined,
): Drawn | undefined {
  if (live === undefined || live.channels === 0) return before?.takeId === scene.takeId ? before : undefined;
  const same = before?.takeId === scene.takeId && live.count >= before.bars.column;
  // The columns of standby, after the take: what is drawn of it stays.
  if (before?.takeId === scene.takeId && !same && !scene.running) return before;
  const goesOn = same && before?.framesPerBar === framesPerBar;
  const drawn = goesOn ? before : begun(framesPerBar, scene, live.since(0).first, same ? before : undefined);
  drawn.bars.add(live.since(drawn.bars.column));
  return drawn;
}

/** The same surface, drawn on in one colour. */
function faint(surface: Surface): Surface {
  const { colors } = surface;
  return { ...surface, colors: { ...colors, wave: colors.faint, record: colors.faint } };
}
