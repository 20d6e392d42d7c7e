import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/ui/editor/sample-columns.ts';
import { findSilences } from '../../../src/ui/editor/silences.ts';
import type { PeakSource } from '../../../src/ui/waveform/peak-source.ts';

const RATE = 48_000;
const { signal } = new AbortController();

/** A sound of stretches: seconds, and the peak in dBFS. */
function soundOf(...stretches: readonly (readonly [seconds: number, decibels: number])[]): PeakSource {
  const lengths = stretches.map(([seconds]) => Math.floor(seconds * RATE));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const [index, [, decibels]] of stretches.entries()) {
    const peak = 10 ** (decibels / 20);
    for (let i = 0; i < lengths[index]!; i++) samples[at++] = i % 2 === 0 ? peak : -peak;
  }
  return {
    channels: 1,
    frames: samples.length,
    show: (range) => Promise.resolve(columnsOf({ first: 0, channels: [samples] }, range)),
  };
}

const secondsOf = async (source: PeakSource) =>
  (await findSilences(source, RATE, signal)).map(({ from, to }) => [from / RATE, to / RATE]);

test('what stays below −50 dBFS for longer than 0.7 s is a silence, but for a tenth of a second at either end', async () => {
  const sound = soundOf([0.5, -20], [1, -51], [0.5, -49], [0.6, -90], [1, -12], [2, -200]);
  expect(await secondsOf(sound)).toEqual([
    [expect.closeTo(0.6, 1.6), expect.closeTo(1.4, 1.6)],
    [expect.closeTo(3.7, 1.6), expect.closeTo(5.5, 1.6)],
  ]);
});

test('a sound of nothing but silence is one; of none, none', async () => {
  expect(await secondsOf(soundOf([3, -60]))).toEqual([[0.1, expect.closeTo(2.9)]]);
  expect(await secondsOf(soundOf([3, -6]))).toEqual([]);
  expect(await secondsOf(soundOf())).toEqual([]);
});

test('a silence is found whole wherever the sound is read from piece by piece', async () => {
  const whole = 16384 * 0.02;
  const found = await secondsOf(soundOf([whole - 1, -10], [2, -70], [3, -10]));
  expect(found).toEqual([[expect.closeTo(whole - 0.9, 1), expect.closeTo(whole + 0.9, 1)]]);
});

test('each channel counts', async () => {
  const frames = 2 * RATE;
  const loud = new Float32Array(frames).fill(0.5, RATE);
  const source: PeakSource = {
    channels: 2,
    frames,
    show: (range) =>
      Promise.resolve(columnsOf({ first: 0, channels: [new Float32Array(frames), loud] }, range)),
  };
  expect(await secondsOf(source)).toEqual([[0.1, expect.closeTo(0.9, 1)]]);
});
