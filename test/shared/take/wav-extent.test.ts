import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { readWavExtent } from '../../../src/shared/take/wav-extent.ts';
import {
  bytesPerFrame,
  headerBytes,
  writeWavHeader,
  type WavShape,
} from '../../../src/shared/audio/wav-header.ts';

const anyShape: fc.Arbitrary<WavShape> = fc.record({
  sampleRate: fc.constantFrom(8000, 44_100, 192_000),
  channels: fc.integer({ min: 1, max: 8 }),
  format: fc.constantFrom(...SAMPLE_FORMATS),
});
/** Frame counts near zero, around 4 GiB, and far beyond. */
const anyFrames = fc.oneof(fc.nat(2000), fc.integer({ min: 178_956_000, max: 2 ** 32 }), fc.nat());

test('a sync tells of so much at the least, the end of a take of just so much', () => {
  fc.assert(
    fc.property(anyShape, anyFrames, fc.integer({ min: 4, max: 5000 }), (shape, frames, half) => {
      const dataBytes = frames * bytesPerFrame(shape);
      const pad = dataBytes % 2;
      for (const trailing of [0, pad]) {
        expect(readWavExtent(writeWavHeader(shape, dataBytes, trailing), shape)).toEqual({
          kind: 'at-least',
          dataBytes,
        });
      }
      const trailingBytes = 2 * half + pad;
      expect(readWavExtent(writeWavHeader(shape, dataBytes, trailingBytes), shape)).toEqual({
        kind: 'exact',
        dataBytes,
        trailingBytes,
      });
    }),
  );
});

test('a header torn between two syncs never tells of more than the later one', () => {
  let told = 0;
  fc.assert(
    fc.property(anyShape, anyFrames, anyFrames, fc.nat(120), (shape, one, other, tornAt) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)].map(
        (frames) => frames * bytesPerFrame(shape),
      ) as [number, number];
      const torn = writeWavHeader(shape, less);
      torn.set(writeWavHeader(shape, more).subarray(0, tornAt));
      const extent = readWavExtent(torn, shape);
      if (extent.kind === 'unknown') return;
      told++;
      expect(extent.dataBytes).toBeLessThanOrEqual(more);
    }),
    { numRuns: 500 },
  );
  expect(told).toBeGreaterThan(100);
});

test('one wrong byte, another shape, a part or rubbish tells nothing', () => {
  const anyDamage = fc.record({ at: fc.nat(115), flip: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(anyShape, anyFrames, anyDamage, fc.nat(115), (shape, frames, { at, flip }, length) => {
      const header = writeWavHeader(shape, frames * bytesPerFrame(shape));
      const unknown = { kind: 'unknown' };
      expect(readWavExtent(header, { ...shape, sampleRate: 11_025 })).toEqual(unknown);
      if (length < header.length) expect(readWavExtent(header.subarray(0, length), shape)).toEqual(unknown);
      if (at >= header.length) return;
      header[at]! ^= flip;
      const extent = readWavExtent(header, shape);
      // Only the RIFF size may be larger: then the header looks like that of a finished take.
      if (extent.kind !== 'unknown') expect([extent.kind, at >= 4]).toEqual(['exact', true]);
    }),
  );
  const anyBytes = fc.uint8Array({ minLength: 80, maxLength: 120 });
  fc.assert(
    fc.property(anyShape, anyBytes, (shape, bytes) => {
      expect(readWavExtent(bytes, shape)).toEqual({ kind: 'unknown' });
      expect(readWavExtent(new Uint8Array(headerBytes(shape)), shape)).toEqual({ kind: 'unknown' });
    }),
  );
});
