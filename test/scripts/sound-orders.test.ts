import { expect, test } from 'vitest';
import { soundOrders } from '../../e2e/support/sound/sound-orders.ts';
import { takeSoundOrders } from '../../scripts/soak/sound-orders.mjs';

test('without orders browsers find a sound server with an output like any other', () => {
  expect(soundOrders({})).toEqual({ server: true, output: {}, realOutput: false });
});

test('the options of a soak reach the sound server, and the soak gets the rest', () => {
  const { rest, env } = takeSoundOrders([
    '40',
    '--clock-ppm',
    '-1000',
    '--warm',
    '20',
    '--sink-late=1.7',
    '--real-output',
  ]);
  expect(rest).toEqual(['40', '--warm', '20']);
  expect(soundOrders(env)).toEqual({
    server: true,
    output: { clockPpm: -1000, opensLateSeconds: 1.7 },
    realOutput: true,
  });
});

test('a soak runs without any sound server when told so', () => {
  expect(soundOrders(takeSoundOrders(['--no-sound']).env).server).toBe(false);
});

test('an option without its number is named', () => {
  expect(() => takeSoundOrders(['--clock-ppm', '--warm'])).toThrow(
    '--clock-ppm takes parts per million, not --warm',
  );
  expect(() => takeSoundOrders(['--sink-late'])).toThrow('--sink-late');
  expect(() => soundOrders({ CAPSTAN_CLOCK_PPM: 'fast' })).toThrow('CAPSTAN_CLOCK_PPM');
});
