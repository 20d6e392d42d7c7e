import { expect, test } from 'vitest';
import { timeTicks } from '../../../src/shared/waveform/draw-ruler.ts';

const texts = (from: number, to: number, most: number) => timeTicks(from, to, most).map(({ text }) => text);

test.each([
  [0, 25, 6, ['0:00', '0:05', '0:10', '0:15', '0:20', '0:25']],
  [
    0,
    28_800,
    9,
    ['0:00', '1:00:00', '2:00:00', '3:00:00', '4:00:00', '5:00:00', '6:00:00', '7:00:00', '8:00:00'],
  ],
  [59.2, 61.1, 5, ['0:59.5', '1:00.0', '1:00.5', '1:01.0']],
  [3599.9985, 3600.0015, 4, ['59:59.999', '1:00:00.000', '1:00:00.001']],
])('from %d to %d seconds', (from, to, most, wanted) => {
  expect(texts(from, to, most)).toEqual(wanted);
});

test('there are never more labels than fit, whatever is shown', () => {
  for (let length = 0.002; length < 100_000; length *= 1.7) {
    expect(timeTicks(12.3, 12.3 + length, 8).length).toBeLessThanOrEqual(9);
    expect(timeTicks(12.3, 12.3 + length, 8).length).toBeGreaterThan(0);
  }
});
