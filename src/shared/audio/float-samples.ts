import { bytesPerSample, type SampleFormat } from './sample-format.ts';

/**
 * Converts packed little-endian samples to floats of ±1 (full scale of the integer formats = 1). The conversion is
 * exact: 24 bits fit in a float's mantissa. `packed` must hold complete samples. Returns the number of samples.
 */
export function toFloats(format: SampleFormat, packed: Uint8Array, floats: Float32Array): number {
  const count = packed.length / bytesPerSample(format);
  switch (format) {
    case 's16':
      for (let i = 0, at = 0; i < count; i++, at += 2) {
        floats[i] = ((packed[at]! << 16) | (packed[at + 1]! << 24)) / 0x8000_0000;
      }
      break;
    case 's24':
      for (let i = 0, at = 0; i < count; i++, at += 3) {
        floats[i] = ((packed[at]! << 8) | (packed[at + 1]! << 16) | (packed[at + 2]! << 24)) / 0x8000_0000;
      }
      break;
    case 'f32':
      new Uint8Array(floats.buffer, floats.byteOffset, packed.length).set(packed);
      break;
  }
  return count;
}
