/** Sample format of a journal: 16-bit, 24-bit (packed in 3 bytes) or 32-bit float; little-endian, interleaved. */
export type SampleFormat = 's16' | 's24' | 'f32';

export const SAMPLE_FORMATS: readonly SampleFormat[] = ['s16', 's24', 'f32'];

export function bytesPerSample(format: SampleFormat): number {
  switch (format) {
    case 's16':
      return 2;
    case 's24':
      return 3;
    case 'f32':
      return 4;
  }
}

export function bitsPerSample(format: SampleFormat): number {
  return 8 * bytesPerSample(format);
}
