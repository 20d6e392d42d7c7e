import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as reference from './reference.ts';
import { AWKWARD, CHANNEL_COUNTS, asymmetric, everyBlock, fill, freshKernels } from './support.ts';
import { roundsOf } from '../support/rounds.ts';

const { kernels } = await freshKernels();

/** The columns of each channel. */
function columns(input: reference.Planar, first: number): reference.Column[][] {
  fill(kernels, input);
  const count = kernels.columns(input.length, input[0]!.length, first);
  return input.map((_, c) =>
    Array.from({ length: count }, (_, column) => {
      const at = (column * input.length + c) * 4;
      const [minimum, maximum, sumOfSquares, clipped] = kernels.columnValues.subarray(at, at + 4);
      return {
        minimum: minimum! + 0,
        maximum: maximum! + 0,
        sumOfSquares: sumOfSquares!,
        clipped: clipped!,
      };
    }),
  );
}

/** -0 and 0 are drawn alike. */
function expected(channel: Float32Array, first: number): reference.Column[] {
  return reference.columns(channel, first).map((column) => ({
    ...column,
    minimum: column.minimum + 0,
    maximum: column.maximum + 0,
  }));
}

describe('waveform columns', () => {
  it.each(CHANNEL_COUNTS)('agree with the reference at every length and phase: %i channels', (channels) => {
    for (const input of everyBlock(channels)) {
      for (const first of [1, 3, 128, 255, 256]) {
        expect(columns(input, first)).toEqual(input.map((channel) => expected(channel, first)));
      }
    }
  });

  it('agree with the reference on any f32', () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 21 }), fc.integer({ min: 1, max: 9 }), (channel, first) => {
        expect(columns([channel], first)).toEqual([expected(channel, first)]);
      }),
      roundsOf(300, 20_000),
    );
    expect(columns([AWKWARD], 5)).toEqual([expected(AWKWARD, 5)]);
  });

  it('tell a signal that never crosses zero from one that does', () => {
    const [[column]] = columns([Float32Array.of(0.5, 0.25, 0.75)], 256) as [[reference.Column]];
    expect(column).toMatchObject({ minimum: 0.25, maximum: 0.75 });
  });

  it('count both ends of a 16-bit source as clipped, however it was converted', () => {
    const arrived = Float32Array.from([32767, -32768, 32765, -32767], asymmetric);
    const stored = Float32Array.from([32767, -32768, 32765, -32767], (v) => v / 32768);
    expect(columns([arrived, stored], 256).map(([column]) => column!.clipped)).toEqual([2, 2]);
  });

  it.each([0, 257, 1.5, NaN])('refuse %f frames for the first column by name', (first) => {
    expect(() => kernels.columns(1, 1, first)).toThrow(
      new RangeError(`first must be an integer from 1 to 256, got ${first}`),
    );
  });
});
