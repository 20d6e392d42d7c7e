import { expect, test } from 'vitest';
import { SoundCheck } from '../../../src/workers/drain/sound-check.ts';

const RATE = 48_000;

/** The warnings for a take whose channels have these peaks, checked ten times a second. */
function saidOf(seconds: number, ...loudest: number[]) {
  const check = new SoundCheck(RATE);
  const said = [];
  for (let i = 1; i <= 10 * seconds; i++) {
    const warning = check.check((i * RATE) / 10, loudest);
    if (warning !== undefined) said.push({ atSeconds: i / 10, ...warning });
  }
  return said;
}

test('a take that sounds is not doubted', () => {
  expect(saidOf(60, 0.5, 0.01)).toEqual([]);
});

test('a dead channel is told after five seconds, once', () => {
  expect(saidOf(60, 0.5, 0)).toEqual([{ atSeconds: 5, kind: 'silent', channels: [1], all: false }]);
});

test('the last bit of a 16-bit converter is silence too', () => {
  expect(saidOf(60, 1 / 32768)).toEqual([{ atSeconds: 5, kind: 'silent', channels: [0], all: true }]);
});

test('an input at -66 dB is told after ten seconds, with its level', () => {
  const peak = 10 ** (-66 / 20);
  expect(saidOf(60, peak, peak)).toEqual([{ atSeconds: 10, kind: 'faint', peak }]);
});

test('a take shorter than that is not judged', () => {
  expect(saidOf(4, 0)).toEqual([]);
});
