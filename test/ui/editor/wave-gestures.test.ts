import { beforeEach, describe, expect, test } from 'vitest';
import { TakeView } from '../../../src/ui/editor/take-view.ts';
import { WaveGestures } from '../../../src/ui/editor/wave-gestures.ts';

/** 1,000 pixels show 100,000 frames. */
const WIDTH = 1000;
const FLAG = 16;

let view: TakeView;
let sought: number[];
let moved: [id: number, frame: number, done: boolean][];
let left: number;
let width: number;
let gestures: WaveGestures;
beforeEach(() => {
  view = new TakeView();
  view.setFrames(100_000);
  sought = [];
  moved = [];
  left = 0;
  width = WIDTH;
  gestures = new WaveGestures({
    view,
    width: () => width,
    flagHeight: FLAG,
    flags: () => [{ id: 2, frame: 50_037, from: 500, to: 560 }],
    seek: (frame) => sought.push(Math.round(frame)),
    moveMark: (id, frame, done) => moved.push([id, Math.round(frame), done]),
    leaveMark: () => left++,
  });
});

function drag(from: number, to: number, y = 100, touch = false): void {
  gestures.down(1, { x: from, y }, touch);
  gestures.move(1, { x: (from + to) / 2, y });
  gestures.move(1, { x: to, y });
  gestures.up(1, { x: to, y });
}

test('a click puts the playhead there and ends the selection', () => {
  view.select(10_000, 20_000);
  gestures.down(1, { x: 300, y: 100 }, false);
  gestures.move(1, { x: 302, y: 101 });
  gestures.up(1, { x: 302, y: 101 });
  expect(sought).toEqual([30_200]);
  expect(view.selection).toBeUndefined();
});

test('a drag selects, in either direction, from where it began', () => {
  drag(200, 400);
  expect(view.selection).toEqual({ from: 20_000, to: 40_000 });
  drag(900, 700);
  expect(view.selection).toEqual({ from: 70_000, to: 90_000 });
  expect(sought).toEqual([]);
});

test.each([
  [404, 500, 20_000, 50_000, 'its end'],
  [197, 100, 10_000, 40_000, 'its start'],
  [400, 100, 10_000, 20_000, 'its end past its start'],
])('a drag from %d to %d moves %s', (from, to, first, last) => {
  view.select(20_000, 40_000);
  drag(from, to);
  expect(view.selection).toEqual({ from: first, to: last });
});

test('a finger reaches an edge from farther away than a mouse', () => {
  view.select(20_000, 40_000);
  drag(418, 500, 100, true);
  expect(view.selection).toEqual({ from: 20_000, to: 50_000 });
});

test('a flag is dragged, and its marker is put down once', () => {
  drag(510, 610, 5);
  expect(moved.at(-1)).toEqual([2, 61_000, true]);
  expect(moved.filter(([, , done]) => done)).toHaveLength(1);
  expect(view.selection).toBeUndefined();
});

test('a click on a flag goes to its marker, not to the pixel where the flag begins', () => {
  drag(550, 551, 5);
  expect(sought).toEqual([50_037]);
  expect(moved).toEqual([]);
});

test('below the flags the same place selects', () => {
  drag(510, 610, FLAG + 20);
  expect(view.selection).toEqual({ from: 51_000, to: 61_000 });
});

test('the page is not turned under a pointer', () => {
  view.zoom(10, 0);
  gestures.down(1, { x: 400, y: 100 }, true);
  gestures.down(2, { x: 600, y: 100 }, true);
  gestures.up(1, { x: 400, y: 100 });
  view.follow(10_001);
  expect(view.shown.from).toBe(0);
  gestures.cancel(2);
  view.follow(9000);
  view.follow(10_002);
  expect(view.shown.from).toBe(10_002);
});

describe('two fingers', () => {
  test('zoom, and what was between them stays between them', () => {
    gestures.down(1, { x: 400, y: 100 }, true);
    gestures.down(2, { x: 600, y: 100 }, true);
    gestures.move(1, { x: 300, y: 100 });
    gestures.move(2, { x: 700, y: 100 });
    expect(view.shown.to - view.shown.from).toBeCloseTo(50_000, 3);
    expect(gestures.frameAt(500)).toBeCloseTo(50_000, 3);
    gestures.move(1, { x: 400, y: 100 });
    gestures.move(2, { x: 800, y: 100 });
    expect(gestures.frameAt(600)).toBeCloseTo(50_000, 3);
  });

  test('select nothing when they are lifted one after the other', () => {
    gestures.down(1, { x: 400, y: 100 }, true);
    gestures.down(2, { x: 600, y: 100 }, true);
    gestures.up(2, { x: 600, y: 100 });
    gestures.move(1, { x: 100, y: 100 });
    gestures.up(1, { x: 100, y: 100 });
    expect(view.selection).toBeUndefined();
    expect(sought).toEqual([]);
    drag(200, 400);
    expect(view.selection).toEqual({ from: 20_000, to: 40_000 });
  });
});

describe('fingers leave the zoom as it is', () => {
  const zoom = () => view.frames / (view.shown.to - view.shown.from);

  test('one above the other', () => {
    gestures.down(1, { x: 500, y: 20 }, true);
    gestures.down(2, { x: 501, y: 120 }, true);
    gestures.move(2, { x: 508, y: 120 });
    expect(zoom()).toBe(1);
  });

  test.each([
    ['lifted', () => gestures.up(2, { x: 440, y: 50 })],
    ['taken by the browser', () => gestures.cancel(2)],
  ])('when one of three is %s', (_, end) => {
    gestures.down(1, { x: 400, y: 50 }, true);
    gestures.down(2, { x: 450, y: 50 }, true);
    gestures.down(3, { x: 800, y: 50 }, true);
    end();
    gestures.move(3, { x: 804, y: 50 });
    expect(zoom()).toBeCloseTo(1.01, 5);
  });
});

test('a phone that is turned while a finger drags leaves the marker and the selection', () => {
  view.select(20_000, 40_000);
  gestures.down(1, { x: 510, y: 5 }, true);
  gestures.move(1, { x: 610, y: 5 });
  width = 500;
  gestures.up(1, { x: 410, y: 5 });
  expect(left).toBe(1);
  expect(moved.filter(([, , done]) => done)).toEqual([]);
  gestures.down(1, { x: 300, y: 100 }, true);
  width = WIDTH;
  gestures.up(1, { x: 300, y: 100 });
  expect(sought).toEqual([]);
  expect(view.selection).toEqual({ from: 20_000, to: 40_000 });
});

describe('a finger with which the browser scrolls the page', () => {
  const scroll = (from: number, y: number) => {
    gestures.down(1, { x: from, y }, true);
    gestures.move(1, { x: from + 3, y: y - 12 });
    gestures.cancel(1);
  };

  test.each([
    ['beside the selection', 700],
    ['on an edge of it', 205],
  ])('leaves what is selected: %s', (_, x) => {
    view.select(20_000, 40_000);
    scroll(x, 100);
    expect(view.selection).toEqual({ from: 20_000, to: 40_000 });
    expect(sought).toEqual([]);
  });

  test('selects nothing where nothing was', () => {
    scroll(700, 100);
    expect(view.selection).toBeUndefined();
  });

  test('leaves the marker whose flag it touched', () => {
    scroll(510, 15);
    expect(left).toBe(1);
    expect(moved.filter(([, , done]) => done)).toEqual([]);
  });

  test('and one that a second finger joins leave what is selected', () => {
    view.select(20_000, 40_000);
    gestures.down(1, { x: 700, y: 100 }, true);
    gestures.move(1, { x: 706, y: 100 });
    gestures.down(2, { x: 800, y: 100 }, true);
    expect(view.selection).toEqual({ from: 20_000, to: 40_000 });
  });
});

test('the wheel zooms at the pointer, and sideways or with Shift it moves along', () => {
  gestures.wheel(250, 0, -300, false);
  expect(view.shown.to - view.shown.from).toBeLessThan(40_000);
  expect(gestures.frameAt(250)).toBeCloseTo(25_000, 3);
  const { from } = view.shown;
  gestures.wheel(250, 100, 0, false);
  expect(view.shown.from).toBeGreaterThan(from);
  gestures.wheel(250, 0, -100, true);
  expect(view.shown.from).toBeCloseTo(from, 3);
});
