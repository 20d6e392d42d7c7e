import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeMicWav } from '../../e2e/support/signals/mic-wav.ts';
import { followMicrophone, microphoneSound } from '../../e2e/webkit/support/bip-bop.ts';
import { temporaryFolder } from './temp-folder.ts';

const RATE = 44_100;
const START = 61_234;
const FRAMES = 3 * RATE;
const QUANTUM = 128;
/** A whole number of quanta, far from any beep. */
const AT = 400 * QUANTUM;

/** Follows a take of the sound from its frame `START` on; `source` may skip or repeat frames. */
function follow(source: (frame: number) => number | undefined) {
  const sound = microphoneSound(RATE);
  const take = Int16Array.from({ length: FRAMES }, (_, frame) => {
    const from = source(frame);
    return from === undefined ? 0 : Math.round(sound[(START + from) % sound.length]! * 32_768);
  });
  const path = join(temporaryFolder(), 'take.wav');
  writeMicWav(path, take, take);
  return followMicrophone(path);
}

test('the mock microphone’s sound goes on wherever the take begins in it', () => {
  expect(follow((frame) => frame)).toEqual({ frames: FRAMES, seconds: 3, breaks: [], filledIn: [] });
});

test.each([1, 2, QUANTUM, 480, 7 * QUANTUM])('%i missing frames are a break', (missing) => {
  const { breaks, filledIn } = follow((frame) => (frame < AT ? frame : frame + missing));
  expect(breaks).toHaveLength(1);
  expect(breaks[0]! - AT).toBeLessThan(3);
  expect(filledIn).toEqual([]);
});

test('one frame too many is a break', () => {
  const { breaks } = follow((frame) => (frame < AT ? frame : frame - 1));
  expect(breaks).toHaveLength(1);
});

test('a quantum once more, or of zeros, is told apart from a break', () => {
  const repeated = follow((frame) => (frame < AT ? frame : frame - QUANTUM));
  expect(repeated).toMatchObject({ breaks: [], filledIn: [AT] });
  const silent = follow((frame) => {
    if (frame < AT) return frame;
    return frame < AT + 2 * QUANTUM ? undefined : frame - 2 * QUANTUM;
  });
  expect(silent).toMatchObject({ breaks: [], filledIn: [AT, AT + QUANTUM] });
});

test('frames that zeros have the place of are missing', () => {
  const { breaks } = follow((frame) => (frame >= AT && frame < AT + QUANTUM ? undefined : frame));
  expect(breaks).toHaveLength(1);
});
