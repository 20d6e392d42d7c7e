import { expect, test } from 'vitest';
import { SwipeTrack } from '../../../src/ui/list/swipe/swipe-track.ts';

const WIDTH = 390;

/** A finger that goes by some pixels in some milliseconds, evenly. */
function swipe(
  pixels: number,
  ms: number,
  track = new SwipeTrack(200, 1000, WIDTH),
  fromMs = 1000,
): SwipeTrack {
  const from = 200 + track.shift;
  for (let passed = 16; passed <= ms; passed += 16)
    track.move(from + (pixels * passed) / ms, fromMs + passed);
  track.move(from + pixels, fromMs + ms);
  return track;
}

test('from two fifths of the row on, a slow swipe acts: towards the start it deletes, towards the end it stars', () => {
  expect(swipe(-160, 1600).left(2600)).toBe('delete');
  expect(swipe(160, 1600).left(2600)).toBe('star');
  expect(swipe(-160, 1600).armed).toBe('delete');
});

test('a slow swipe that does not get so far does nothing', () => {
  expect(swipe(-150, 1500).left(2500)).toBeUndefined();
  expect(swipe(150, 1500).armed).toBeUndefined();
});

test('a flick acts from a finger’s breadth on, unless the finger rests before it leaves', () => {
  expect(swipe(-80, 80).left(1080)).toBe('delete');
  expect(swipe(80, 80).left(1088)).toBe('star');
  expect(swipe(-80, 80).left(1200)).toBeUndefined();
  expect(swipe(-40, 30).left(1030)).toBeUndefined();
});

test('a finger that flicks the row back has changed its mind, however far it is', () => {
  const track = swipe(-300, 600);
  swipe(100, 100, track, 1600);
  expect(track.armed).toBe('delete');
  expect(track.left(1700)).toBeUndefined();
});

test('a row without a box is never swiped away', () => {
  const gone = () => new SwipeTrack(200, 1000, 0);
  expect(swipe(-12, 1200, gone()).armed).toBeUndefined();
  expect(swipe(-12, 1200, gone()).left(2200)).toBeUndefined();
  expect(swipe(-80, 80, gone()).left(1080)).toBeUndefined();
});
