import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernels } from '../../src/workers/kernels/kernels.ts';
import type { SampleFormat } from '../../src/shared/audio/sample-format.ts';
import * as reference from './reference.ts';
import {
  AWKWARD,
  CHANNEL_COUNTS,
  EVERY_S16,
  asymmetricSample,
  block,
  everyBlock,
  fill,
  fineSample,
  freshKernels,
  wildSample,
} from './support.ts';
import { roundsOf } from '../support/rounds.ts';

const { kernels, wasm } = await freshKernels();
const SEED = 20;

function pack(format: SampleFormat, input: reference.Planar): Uint8Array {
  fill(kernels, input);
  kernels.seedDither(SEED);
  return kernels.pack(format, input.length, input[0]!.length);
}

function expected(format: SampleFormat, input: reference.Planar): Uint8Array {
  const fits = reference.sourceGrid(input);
  const grid = fits & reference.SYMMETRIC ? reference.SYMMETRIC : fits;
  if (format === 's16') return reference.packS16(input, grid, reference.seedDither(SEED));
  return format === 's24' ? reference.packS24(input, grid) : reference.packF32(input);
}

/** Compares bytes without the matcher's walk over half a million of them. */
function expectBytes(actual: Uint8Array, wanted: Uint8Array): void {
  if (Buffer.compare(actual, wanted) !== 0) expect(actual).toEqual(wanted);
}

describe.each(['s16', 's24', 'f32'] as const)('packing as %s', (format) => {
  it.each(CHANNEL_COUNTS)('agrees with the reference at every length: %i channels', (channels) => {
    for (const input of everyBlock(channels)) expectBytes(pack(format, input), expected(format, input));
  });

  it('agrees with the reference on each awkward value, alone and together', () => {
    for (const x of AWKWARD) {
      const input = [Float32Array.of(x)];
      expectBytes(pack(format, input), expected(format, input));
    }
    expectBytes(pack(format, [AWKWARD, AWKWARD]), expected(format, [AWKWARD, AWKWARD]));
  });

  it('agrees with the reference on any f32', () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 21 }), fc.integer({ min: 1, max: 8 }), (channel, channels) => {
        const input = Array.from({ length: channels }, () => channel);
        expectBytes(pack(format, input), expected(format, input));
      }),
      roundsOf(200, 20_000),
    );
  });

  it('writes silence for NaN', () => {
    expect([...pack(format, [Float32Array.of(NaN, NaN, NaN)])].every((byte) => byte === 0)).toBe(true);
  });
});

describe('a 16-bit source', () => {
  const reciprocal = Math.fround(1 / 32767);
  const conversions = {
    'divided by 32767': (v: number) => v / (v > 0 ? 32767 : 32768),
    'multiplied by 1/32767': (v: number) => (v > 0 ? v * reciprocal : v / 32768),
    'divided by 32768': (v: number) => v / 32768,
  };
  // An odd stride visits every integer and makes each block mix signs and sizes.
  const integers = EVERY_S16.map((_, i) => EVERY_S16[(i * 40503) % 65536]!);

  describe.each(Object.entries(conversions))('%s', (_, convert) => {
    it.each([1, 2, 3])('keeps all 65,536 values through s16 and s24: %i channels', (channels) => {
      for (let from = 0; from < 65536; from += 4096) {
        const part = integers.subarray(from, from + 4096);
        const input = Array.from({ length: channels }, () => Float32Array.from(part, convert));
        expectBytes(pack('s16', input), bytesOfEach(part, 2, channels));
        expectBytes(
          pack('s24', input),
          bytesOfEach(
            Int32Array.from(part, (v) => v * 256),
            3,
            channels,
          ),
        );
      }
    });
  });

  it('keeps +32767 held at full scale, on either grid', () => {
    for (const full of [32767 / 32768, 1]) {
      const square = Float32Array.from({ length: 128 }, (_, i) => (i % 64 < 32 ? full : -1));
      const wanted = Int16Array.from(square, (x) => (x > 0 ? 32767 : -32768));
      expectBytes(pack('s16', [square]), new Uint8Array(wanted.buffer));
    }
  });

  it('leaves the dither untouched', () => {
    pack('s16', block(asymmetricSample, 2, 129));
    const fine = block(fineSample, 2, 129);
    fill(kernels, fine);
    expectBytes(kernels.pack('s16', 2, 129), expected('s16', fine));
  });
});

describe('rounding and clipping', () => {
  it('clips s16 at both ends, dither or no', () => {
    for (const [x, wanted] of [
      [Infinity, 32767],
      [3.4e38, 32767],
      [1.001, 32767],
      [-Infinity, -32768],
      [-1.001, -32768],
    ] as const) {
      expect(new DataView(pack('s16', [Float32Array.of(x)]).slice().buffer).getInt16(0, true)).toBe(wanted);
    }
  });

  it('keeps every 24-bit integer that an f32 can carry', () => {
    const random = block(fineSample, 1, Kernels.maxFrames)[0]!;
    const integers = Array.from(random, (x) => Math.round(x * 8388607));
    const packed = pack('s24', [Float32Array.from(integers, (v) => v / 8388608)]);
    expectBytes(packed, bytesOfEach(integers, 3));
  });

  it('breaks ties to the even integer', () => {
    const ties = Float32Array.of(0.5, 1.5, 2.5, -0.5, -1.5, -2.5).map((v) => v / 8388608);
    const packed = pack('s24', [ties]);
    expect(Array.from({ length: 6 }, (_, i) => (packed[3 * i]! << 24) >> 24)).toEqual([0, 2, 2, 0, -2, -2]);
  });

  it('keeps infinities, overshoot, denormals and the sign of zero in f32', () => {
    const input = Float32Array.of(Infinity, -Infinity, 1.5, 1e-45, -0);
    expectBytes(pack('f32', [input]), new Uint8Array(input.buffer));
  });
});

describe('output bounds', () => {
  it('writes nothing past the output area at the largest block', () => {
    const { outputOffset } = wasm;
    const end = outputOffset() + Kernels.maxFrames * Kernels.maxChannels * 4;
    expect(wasm.memory.buffer.byteLength).toBe(end);
    for (const format of ['s16', 's24', 'f32'] as const) {
      const input = block(wildSample, 8, Kernels.maxFrames);
      expectBytes(pack(format, input), expected(format, input));
    }
  });

  it('leaves the input as it was', () => {
    const input = block(fineSample, 8, Kernels.maxFrames - 1);
    for (const format of ['s16', 's24', 'f32'] as const) {
      pack(format, input);
      input.forEach((channel, c) => {
        const kept = kernels.inputChannel(c).subarray(0, channel.length);
        expect(Buffer.compare(bytesOf(kept), bytesOf(channel))).toBe(0);
      });
    }
  });
});

/** Little-endian bytes of integers, each repeated `times` times. */
function bytesOfEach(integers: Iterable<number>, bytes: number, times = 1): Uint8Array {
  const out: number[] = [];
  for (const v of integers) {
    for (let repeat = 0; repeat < times; repeat++) {
      for (let byte = 0; byte < bytes; byte++) out.push(v >> (8 * byte));
    }
  }
  return Uint8Array.from(out);
}

function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}
