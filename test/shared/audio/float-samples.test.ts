import { expect, test } from 'vitest';
import { toFloats } from '../../../src/shared/audio/float-samples.ts';
import { bytesPerSample, SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';

/** Little-endian bytes of whole numbers. */
function packed(values: readonly number[], bytes: number): Uint8Array {
  return Uint8Array.from(
    values.flatMap((v) => Array.from({ length: bytes }, (_, i) => (v >> (8 * i)) & 0xff)),
  );
}

test.each([
  { format: 's16' as const, scale: 2 ** 15 },
  { format: 's24' as const, scale: 2 ** 23 },
])('$format becomes floats that hold every value exactly', ({ format, scale }) => {
  const values = [0, 1, -1, 2, -2, scale - 1, -scale, scale / 2, -scale / 2];
  for (let v = -scale; v < scale; v += Math.ceil(scale / 3000)) values.push(v);
  const floats = new Float32Array(values.length);
  expect(toFloats(format, packed(values, bytesPerSample(format)), floats)).toBe(values.length);
  expect([...floats].map((x) => x * scale)).toEqual(values);
});

test('floats stay as they are, bit for bit', () => {
  const source = Float32Array.of(0, -0, 1e-42, 1.5, -3, Infinity);
  const floats = new Float32Array(8).fill(7);
  expect(toFloats('f32', new Uint8Array(source.buffer), floats)).toBe(6);
  expect(new Uint32Array(floats.buffer, 0, 6)).toEqual(new Uint32Array(source.buffer));
  expect(floats[6]).toBe(7);
});

test.each(SAMPLE_FORMATS)('nothing of %s is nothing', (format) => {
  expect(toFloats(format, new Uint8Array(0), new Float32Array(1))).toBe(0);
});
