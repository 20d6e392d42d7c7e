import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as reference from './reference.ts';
import {
  AWKWARD,
  CHANNEL_COUNTS,
  EVERY_S16,
  asymmetric,
  asymmetricSample,
  block,
  everyBlock,
  fill,
  freshKernels,
} from './support.ts';
import { roundsOf } from '../support/rounds.ts';

const { kernels } = await freshKernels();

function gridOf(input: reference.Planar): number {
  fill(kernels, input);
  return kernels.sourceGrid(input.length, input[0]!.length);
}

function gridOfOne(x: number): number {
  kernels.inputChannel(0)[0] = x;
  return kernels.sourceGrid(1, 1);
}

describe('source grid', () => {
  it.each(CHANNEL_COUNTS)('agrees with the reference at every length: %i channels', (channels) => {
    for (const input of everyBlock(channels)) expect(gridOf(input)).toBe(reference.sourceGrid(input));
  });

  it('tells the grids apart by any positive sample below the top 32', () => {
    const reciprocal = Math.fround(1 / 32767);
    for (const v of EVERY_S16) {
      if (v <= 0) continue;
      const grids = [v / 32768, v * reciprocal, v / 32767].map(gridOfOne);
      // In f32, 32737 to 32767 of the symmetric grid equal 32736 to 32766 of the asymmetric one.
      const onSymmetric = v >= 32737 ? 3 : 2;
      const onAsymmetric = v >= 32736 && v <= 32766 ? 3 : 1;
      const wanted = [onSymmetric, onAsymmetric, onAsymmetric];
      if (String(grids) !== String(wanted)) expect(grids, String(v)).toEqual(wanted);
    }
  });

  it('knows every negative integer and zero for both grids', () => {
    for (const v of EVERY_S16) {
      if (v <= 0 && gridOfOne(v / 32768) !== 3) expect.fail(`${v} does not fit`);
    }
    expect(gridOfOne(-0)).toBe(3);
  });

  it('agrees with the reference on each awkward value and its two neighbours', () => {
    const bits = new Uint32Array(1);
    const float = new Float32Array(bits.buffer);
    for (const x of AWKWARD) {
      for (const step of [-1, 0, 1]) {
        float[0] = x;
        bits[0]! += step;
        expect(gridOf([float]), String(float[0])).toBe(reference.sourceGrid([float]));
      }
    }
  });

  it('agrees with the reference on any f32', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 9 }), (channel) => {
        expect(gridOf([channel])).toBe(reference.sourceGrid([channel]));
      }),
      roundsOf(300, 20_000),
    );
  });

  it('is spoiled by one fine sample in any channel and at any place', () => {
    for (const place of [0, 1, 63, 126, 128]) {
      for (const channel of [0, 1, 2]) {
        const input = block(asymmetricSample, 3, 129);
        input[channel]![place] = 0.1;
        expect(gridOf(input)).toBe(0);
      }
    }
  });

  it('is neither when one channel is symmetric and another asymmetric', () => {
    expect(gridOf([Float32Array.of(0.5), Float32Array.of(asymmetric(16384))])).toBe(0);
  });
});
