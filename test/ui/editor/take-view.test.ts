import { beforeEach, describe, expect, test } from 'vitest';
import { TakeView } from '../../../src/ui/editor/take-view.ts';

const FRAMES = 480_000;
let view: TakeView;
beforeEach(() => {
  view = new TakeView();
  view.setFrames(FRAMES);
});

test('a take is shown whole at first', () => {
  expect(view.shown).toEqual({ from: 0, to: FRAMES });
  expect(view.whole).toBe(true);
});

describe('zooming', () => {
  test.each([0, 1000, 240_000, FRAMES])('leaves frame %d where it is', (at) => {
    for (const factor of [2, 3, 1.7, 0.5]) {
      const share = (at - view.shown.from) / (view.shown.to - view.shown.from);
      view.zoom(factor, at);
      expect((at - view.shown.from) / (view.shown.to - view.shown.from)).toBeCloseTo(share, 6);
    }
  });

  test('ends at single frames and at the whole take', () => {
    for (let n = 0; n < 60; n++) view.zoom(2, 1234);
    expect(view.shown.to - view.shown.from).toBe(32);
    for (let n = 0; n < 60; n++) view.zoom(0.5, 1234);
    expect(view.shown).toEqual({ from: 0, to: FRAMES });
  });

  test('by key stays at the playhead if it is in view', () => {
    view.place(100_000);
    view.zoom(10);
    expect(view.shown.from).toBeLessThan(100_000);
    expect(view.shown.to).toBeGreaterThan(100_000);
    view.pan(200_000);
    const before = view.shown;
    view.zoom(2);
    expect((view.shown.from + view.shown.to) / 2).toBeCloseTo((before.from + before.to) / 2, 3);
  });
});

test('moving along stops at the ends of the take', () => {
  view.zoom(10, 0);
  view.pan(-5000);
  expect(view.shown.from).toBe(0);
  view.pan(10 * FRAMES);
  expect(view.shown.to).toBe(FRAMES);
  expect(view.shown.to - view.shown.from).toBe(FRAMES / 10);
});

test('the waveform turns its page when what plays leaves it', () => {
  view.zoom(10, 0);
  view.follow(47_999);
  expect(view.shown.from).toBe(0);
  view.follow(48_000);
  expect(view.shown.from).toBe(48_000);
  expect(view.playhead).toBe(48_000);
});

test('the part that the person looks at stays while something else plays, until the playhead comes there', () => {
  view.zoom(10, 0);
  view.pan(96_000);
  const { shown } = view;
  view.follow(24_000);
  expect(view.shown).toEqual(shown);
  view.follow(143_000);
  view.follow(144_000);
  expect(view.shown.from).toBe(144_000);
});

test('a page from which the playhead ran under a pointer is turned once the pointer is lifted', () => {
  view.zoom(10, 0);
  view.held = true;
  view.follow(60_000);
  view.follow(61_000);
  expect(view.shown.from).toBe(0);
  view.held = false;
  view.follow(62_000);
  expect(view.shown.from).toBe(62_000);
});

test('a playhead in view is so after an edit that moves it, and is followed', () => {
  view.zoom(10, 0);
  view.place(300_000);
  view.setFrames(FRAMES - 300_000, 0);
  expect(view.inView).toBe(true);
  view.follow(view.shown.to);
  expect(view.inView).toBe(true);
});

test('a playhead at the end of the take turns no page, and nothing is told', () => {
  let told = 0;
  view.on('change', () => told++);
  view.follow(FRAMES);
  expect(told).toBe(0);
});

test('a place that is chosen is shown', () => {
  view.zoom(10, 0);
  view.place(300_000.4);
  expect(view.playhead).toBe(300_000);
  expect(view.shown.from).toBeLessThan(300_000);
  expect(view.shown.to).toBeGreaterThan(300_000);
});

describe('the selection', () => {
  test('has its ends in order and within the take', () => {
    view.select(9000, -50);
    expect(view.selection).toEqual({ from: 0, to: 9000 });
    view.select(470_000, 990_000);
    expect(view.selection).toEqual({ from: 470_000, to: FRAMES });
    view.select(5, 5);
    expect(view.selection).toBeUndefined();
  });

  test('is begun at one edge and reaches to the end of the take', () => {
    view.setEdge('from', 1000);
    expect(view.selection).toEqual({ from: 1000, to: FRAMES });
    view.setEdge('to', 5000);
    expect(view.selection).toEqual({ from: 1000, to: 5000 });
    view.selectNothing();
    view.setEdge('to', 2000);
    expect(view.selection).toEqual({ from: 0, to: 2000 });
  });

  test('goes on with an edge that is moved past the other one: nothing else was said about that', () => {
    view.select(1000, 2000);
    view.setEdge('from', 5000);
    expect(view.selection).toEqual({ from: 5000, to: FRAMES });
    view.setEdge('to', 8000);
    expect(view.selection).toEqual({ from: 5000, to: 8000 });
    view.setEdge('to', 3000);
    expect(view.selection).toEqual({ from: 0, to: 3000 });
    view.setEdge('from', FRAMES + 5);
    expect(view.selection).toBeUndefined();
    // Nothing lies between the end and the end: that is not the whole take.
    view.setEdge('to', FRAMES);
    expect(view.selection).toBeUndefined();
    view.setEdge('to', FRAMES);
    expect(view.selection).toEqual({ from: 0, to: FRAMES });
  });

  test('is gone when the length of the take has changed, and what was shown still fits', () => {
    view.zoom(4, FRAMES);
    view.select(400_000, 410_000);
    view.place(470_000);
    view.setFrames(200_000);
    expect(view.selection).toBeUndefined();
    expect(view.playhead).toBe(200_000);
    expect(view.shown.to).toBeLessThanOrEqual(200_000);
    expect(view.shown.from).toBeGreaterThanOrEqual(0);
  });
});

test('an empty take shows nothing, and nothing in it can be chosen', () => {
  const empty = new TakeView();
  empty.setFrames(0);
  empty.zoom(2);
  empty.select(0, 10);
  empty.place(10);
  expect(empty.shown).toEqual({ from: 0, to: 0 });
  expect(empty.selection).toBeUndefined();
  expect(empty.playhead).toBe(0);
});
