import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as reference from './reference.ts';
import {
  AWKWARD,
  CHANNEL_COUNTS,
  asymmetric,
  block,
  everyBlock,
  fill,
  fineSample,
  freshKernels,
} from './support.ts';
import { roundsOf } from '../support/rounds.ts';

const { kernels } = await freshKernels();

function measure(input: reference.Planar): reference.Levels[] {
  fill(kernels, input);
  kernels.measure(input.length, input[0]!.length);
  return input.map((_, c) => ({
    peak: kernels.peak[c]!,
    sumOfSquares: kernels.sumOfSquares[c]!,
    clipped: kernels.clipped[c]!,
  }));
}

describe('measuring', () => {
  it.each(CHANNEL_COUNTS)('agrees with the reference at every length: %i channels', (channels) => {
    for (const input of everyBlock(channels)) expect(measure(input)).toEqual(input.map(reference.measure));
  });

  it('agrees with the reference on any f32', () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 21 }), (channel) => {
        expect(measure([channel])).toEqual([reference.measure(channel)]);
      }),
      roundsOf(300, 20_000),
    );
    expect(measure([AWKWARD])).toEqual([reference.measure(AWKWARD)]);
  });

  it('counts +32767 of a 16-bit source as clipped, and 32766 not', () => {
    const input = Float32Array.from([32767, 32766, -32768, -32767], asymmetric);
    expect(measure([input])[0]).toMatchObject({ peak: 1, clipped: 2 });
  });

  it('takes NaN for silence and infinity for what it is', () => {
    expect(measure([Float32Array.of(NaN, NaN, 0.5)])).toEqual([
      { peak: 0.5, sumOfSquares: 0.25, clipped: 0 },
    ]);
    expect(measure([Float32Array.of(-Infinity)])).toEqual([
      { peak: Infinity, sumOfSquares: Infinity, clipped: 1 },
    ]);
  });

  it('measures a full-scale sine at -3.01 dBFS RMS', () => {
    const input = Float32Array.from({ length: 4800 }, (_, i) => Math.sin((2 * Math.PI * i) / 48));
    const [levels] = measure([input]) as [reference.Levels];
    expect(10 * Math.log10(levels.sumOfSquares / 4800)).toBeCloseTo(-3.01, 2);
  });

  it('leaves the channels beyond those asked for as they were', () => {
    measure(block(fineSample, 3, 64));
    const before = [...kernels.peak];
    measure(block(fineSample, 1, 128));
    expect([...kernels.peak].slice(1)).toEqual(before.slice(1));
  });
});
