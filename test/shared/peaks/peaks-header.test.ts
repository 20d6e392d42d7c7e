import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  levelOffset,
  PEAKS_HEADER_BYTES,
  readPeaksHeader,
  writePeaksHeader,
} from '../../../src/shared/peaks/peaks-header.ts';

const SHAPE = { channels: 2, sampleRate: 48_000 };

test('a header tells what was written into it', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 31),
      fc.boolean(),
      fc.integer({ min: 1, max: 8 }),
      (frames, complete, channels) => {
        const shape = { channels, sampleRate: 44_100 };
        const header = writePeaksHeader(shape, { frames, complete });
        const bytes = levelOffset(channels, frames, complete ? 4 : 1);
        expect(readPeaksHeader(header, shape, bytes)).toEqual({ frames, complete });
      },
    ),
  );
});

test('a header that is torn between an old one and a new one tells nothing', () => {
  const from = writePeaksHeader(SHAPE, { frames: 256 * 1000, complete: false });
  const to = writePeaksHeader(SHAPE, { frames: 256 * 99_999, complete: true });
  const bytes = levelOffset(2, 256 * 99_999, 4);
  for (let torn = 0; torn <= PEAKS_HEADER_BYTES; torn++) {
    const mixed = Uint8Array.from(from, (byte, i) => (i < torn ? to[i]! : byte));
    const whole = [from, to].some((header) => header.every((byte, i) => byte === mixed[i]));
    if (!whole) expect(readPeaksHeader(mixed, SHAPE, bytes)).toBeUndefined();
  }
});

test('any flipped bit is noticed', () => {
  const header = writePeaksHeader(SHAPE, { frames: 123_456, complete: true });
  for (let bit = 0; bit < 8 * PEAKS_HEADER_BYTES; bit++) {
    const spoilt = header.slice();
    spoilt[bit >> 3]! ^= 1 << (bit & 7);
    expect(readPeaksHeader(spoilt, SHAPE, levelOffset(2, 123_456, 4))).toBeUndefined();
  }
});

test.each([
  ['for other channels', { channels: 1, sampleRate: 48_000 }, 0],
  ['for another rate', { channels: 2, sampleRate: 44_100 }, 0],
  ['of a file that was cut', SHAPE, -1],
  ['of a complete file with something after it', SHAPE, 1],
])('a header %s is not trusted', (_, shape, moreBytes) => {
  const header = writePeaksHeader(SHAPE, { frames: 10_000, complete: true });
  const bytes = levelOffset(2, 10_000, 4);
  expect(readPeaksHeader(header, SHAPE, bytes)).toBeDefined();
  expect(readPeaksHeader(header, shape, bytes + moreBytes)).toBeUndefined();
});

test('a file that grows may have more than its header tells', () => {
  const header = writePeaksHeader(SHAPE, { frames: 2560, complete: false });
  expect(readPeaksHeader(header, SHAPE, 10_000)).toEqual({ frames: 2560, complete: false });
});
