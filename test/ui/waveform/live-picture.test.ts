import { beforeEach, expect, test } from 'vitest';
import { LIVE_PEAKS_BYTES, LivePeaks } from '../../../src/shared/peaks/live-peaks.ts';
import { COLUMN_FRAMES, packChannel } from '../../../src/shared/peaks/peak-column.ts';
import { fitColumns, spanOf } from '../../../src/shared/peaks/peak-range.ts';
import { LivePicture, type History, type LiveScene } from '../../../src/shared/waveform/live-picture.ts';
import type { Surface, WaveContext } from '../../../src/shared/waveform/surface.ts';

const RATE = 48_000;
const WIDTH = 900;
/** A bar is 6 columns at one device pixel per CSS pixel: however it is made, it is the same. */
const PIXELS_PER_SECOND = 93.75;

interface Filled {
  readonly style: unknown;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A canvas that notes what was drawn last. */
class Drawing {
  readonly pixelRatio: number;
  filled: Filled[] = [];
  texts: { readonly text: string; readonly x: number }[] = [];

  constructor(pixelRatio = 1) {
    this.pixelRatio = pixelRatio;
  }

  get surface(): Surface {
    const { pixelRatio } = this;
    const filled: Filled[] = (this.filled = []);
    const texts: typeof this.texts = (this.texts = []);
    const nothing = () => {};
    const context: WaveContext = {
      fillStyle: '',
      strokeStyle: '',
      lineWidth: 1,
      font: '',
      textAlign: '',
      textBaseline: '',
      globalAlpha: 1,
      beginPath: nothing,
      clip: nothing,
      lineTo: nothing,
      moveTo: nothing,
      rect: nothing,
      restore: nothing,
      save: nothing,
      stroke: nothing,
      measureText: (text) => ({ width: 7 * text.length }),
      fillText: (text, x) => texts.push({ text, x }),
      fillRect(x, y, _width, height) {
        filled.push({ style: `${String(this.fillStyle)} ${this.globalAlpha}`, x, y, height });
      },
    };
    const names = ['wave', 'record', 'sunken', 'mark', 'faint', 'accent', 'sel', 'soft'] as const;
    const colors = Object.fromEntries(names.map((name) => [name, name])) as Record<
      (typeof names)[number],
      string
    >;
    return { context, colors, pixelRatio, width: WIDTH * pixelRatio, height: 200 * pixelRatio };
  }

  /** Where bars are that are at least half as high as they can be. */
  get loud(): number[] {
    const bars = this.filled.filter(({ style }) => String(style).startsWith('wave '));
    return bars.filter(({ height }) => height >= 80 * this.pixelRatio).map(({ x }) => x);
  }

  /** Where the ruler has a time. */
  tick(text: string): number {
    const at = this.texts.find((label) => label.text === text);
    expect(at, text).toBeDefined();
    return at!.x + (7 * text.length) / 2;
  }
}

/** The columns of a take: loud in every second from an even one on, soft in the others. */
function columns(from: number, to: number): Int16Array<ArrayBuffer> {
  const packed = new Int16Array((to - from) * 3);
  for (let i = from; i < to; i++) {
    const loud = Math.floor((i * COLUMN_FRAMES) / RATE) % 2 === 0;
    packChannel(packed, (i - from) * 3, loud ? -0.8 : -0.1, loud ? 0.8 : 0.1, 0.3, false);
  }
  return packed;
}

const columnsIn = (seconds: number) => Math.floor((seconds * RATE) / COLUMN_FRAMES);

const SCENE: LiveScene = {
  running: true,
  standby: false,
  takeId: 'one',
  sampleRate: RATE,
  pixelsPerSecond: PIXELS_PER_SECOND,
  paged: false,
  lost: [],
  marks: [],
  preRollFrames: RATE,
  finishedFrames: undefined,
};
const STOPPED: LiveScene = { ...SCENE, running: false, preRollFrames: 0 };

/** Frames that the history tells of; undefined while nobody tells anything. */
let told: number | undefined;
let asked = 0;
let live: LivePeaks;
const history: History = async (range) => {
  asked++;
  if (told === undefined) return undefined;
  const { first, end } = spanOf({ ...range, width: 1e9 }, told);
  const stored = columns(first, end);
  return { channels: 1, frames: told, columns: fitColumns(range, { level: 0, first, end }, stored, 1, told) };
};

beforeEach(() => {
  told = undefined;
  asked = 0;
  live = new LivePeaks(new ArrayBuffer(LIVE_PEAKS_BYTES), 0);
  live.begin(1, 0);
});

/** Records up to a second, drawn ten times in each. */
function record(to: number, picture?: LivePicture, on = new Drawing(), scene = SCENE): void {
  for (let tenth = Math.round((live.count * COLUMN_FRAMES * 10) / RATE) + 1; tenth <= 10 * to; tenth++) {
    live.push(columns(live.count, columnsIn(tenth / 10)));
    picture?.draw(100 * tenth, on.surface, scene, live);
  }
}

/** Draws until there is nothing more to draw. */
async function settle(picture: LivePicture, on: Drawing, scene: LiveScene, from = 1e6): Promise<void> {
  for (let nowMs = from; picture.draw(nowMs, on.surface, scene, undefined); nowMs += 100) {
    expect(nowMs).toBeLessThan(from + 10_000);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** What a take of some seconds looks like to somebody who saw all of it. */
async function seen(seconds: number): Promise<Drawing> {
  const drawing = new Drawing();
  const picture = new LivePicture(history);
  record(seconds, picture);
  live.push(columns(live.count, columnsIn(seconds)));
  for (let ms = 1e5; picture.draw(ms, drawing.surface, STOPPED, live); ms += 100)
    expect(ms).toBeLessThan(2e5);
  await settle(picture, drawing, STOPPED);
  return drawing;
}

test.each([0, 5, 24, 29.8])(
  'a take of 30 s, of which the first %d were seen, is drawn to its end',
  async (saw) => {
    const whole = await seen(30);
    live.begin(1, 0);
    const drawing = new Drawing();
    const picture = new LivePicture(history);
    record(saw, picture, drawing);
    record(30);
    // Hidden until the microphone is closed. Nobody tells anything of the take at first.
    await settle(picture, drawing, STOPPED);
    expect(drawing.filled).not.toEqual(whole.filled);
    told = 30 * RATE;
    // What it had from before it was started is known from the take.
    const over = { ...STOPPED, preRollFrames: RATE, finishedFrames: told };
    await settle(picture, drawing, over, 2e6);
    expect(drawing.loud.length).toBeGreaterThan(100);
    expect(drawing.texts).toEqual(whole.texts);
    expect(drawing.filled).toEqual(whole.filled);
  },
);

test('a take that ended while another page was shown does not take the place of the one before with its picture', async () => {
  const drawing = new Drawing();
  const picture = new LivePicture(history);
  record(5, picture, drawing);
  await settle(picture, drawing, { ...STOPPED, takeId: 'two' });
  expect(drawing.loud).toEqual([]);
});

test('the pre-roll stays when the microphone is closed', async () => {
  const drawing = new Drawing();
  const picture = new LivePicture(history);
  record(5, picture, drawing);
  await settle(picture, drawing, STOPPED);
  expect(drawing.texts.map(({ text }) => text)).toContain('−1 s');
});

test.each([1.5, 2])(
  'on a screen with %d pixels in one, bars stand where the ruler says after Stop',
  async (ratio) => {
    const picture = new LivePicture(history);
    record(7, picture);
    const drawing = new Drawing(ratio);
    await settle(picture, drawing, STOPPED);
    const pitch = drawing.loud[1]! - drawing.loud[0]!;
    /** Where the fifth second begins, which is loud after a soft one. */
    const begins = () => Math.min(...drawing.loud.filter((x) => x > drawing.tick('0:03')));
    expect(Math.abs(begins() - drawing.tick('0:04'))).toBeLessThanOrEqual(pitch);

    // Once its peaks are known, a second has as many pixels there as anywhere.
    told = 7 * RATE;
    await settle(picture, drawing, { ...STOPPED, finishedFrames: told }, 2e6);
    expect(Math.abs(begins() - drawing.tick('0:04'))).toBeLessThanOrEqual(pitch);
    const second = drawing.tick('0:04') - drawing.tick('0:03');
    expect(Math.abs(second - PIXELS_PER_SECOND * ratio)).toBeLessThanOrEqual(2);
  },
);

test('a page that stands still has its first time whole, inside its edge; in a picture that moves it goes by', () => {
  const first = (paged: boolean) => {
    const picture = new LivePicture(history);
    const drawing = new Drawing();
    record(1, picture, drawing, { ...SCENE, paged, preRollFrames: 0 });
    live.begin(1, 0);
    return drawing.texts.find(({ text }) => text === '0:00')!.x;
  };
  expect(first(true)).toBeGreaterThanOrEqual(0);
  expect(first(true)).toBeLessThan(10);
  expect(first(false)).toBeGreaterThan(100);
});

test('what nobody could tell is not asked for again and again', async () => {
  const picture = new LivePicture(history);
  record(30);
  for (let ms = 0; ms < 3000; ms += 100) {
    picture.draw(ms, new Drawing().surface, { ...SCENE, running: false }, live);
    await new Promise((resolve) => setTimeout(resolve));
  }
  // 900 pixels are less than the columns that are kept.
  expect(asked).toBeLessThanOrEqual(1);
});
