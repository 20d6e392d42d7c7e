import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markerChunks } from '../../../src/shared/take/wav-markers.ts';
import { readMarkers } from '../../../src/workers/files/wav-markers-reader.ts';

const anyMarkers = fc.array(
  fc.record({
    frame: fc.oneof(fc.nat(), fc.constant(2 ** 32 - 1)),
    // A NUL ends a label in a WAV, and half a surrogate pair is not valid UTF-8.
    label: fc
      .string({ unit: 'binary', maxLength: 20 })
      .map((text) => text.toWellFormed().replaceAll('\0', ' ')),
  }),
  { maxLength: 6 },
);

test('markers come back from a WAV as they were written, byte order marks and all', () => {
  const withMark = [{ frame: 1, label: '\ufeffmark' }];
  fc.assert(
    fc.property(anyMarkers, fc.nat(1), (markers, dataBytes) => {
      expect(readMarkers(markerChunks(markers, dataBytes).bytes, dataBytes)).toEqual(markers);
    }),
    { examples: [[withMark, 0]] },
  );
});

test('torn anywhere, or with more behind them, they are none', () => {
  fc.assert(
    fc.property(anyMarkers, fc.nat(1), fc.nat(), (markers, dataBytes, seed) => {
      const { bytes } = markerChunks(markers, dataBytes);
      const length = bytes.length === 0 ? 0 : seed % bytes.length;
      const isPad = length === dataBytes && length <= bytes.length; // without markers there is nothing else
      if (!isPad) expect(readMarkers(bytes.subarray(0, length), dataBytes)).toBeUndefined();
      expect(readMarkers(Uint8Array.of(...bytes, 0, 0), dataBytes)).toBeUndefined();
    }),
  );
});

test('rubbish is never a marker, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 2, maxLength: 200 }), fc.boolean(), (bytes, begun) => {
      if (begun) bytes.set(new TextEncoder().encode('cue ').subarray(0, bytes.length));
      expect(readMarkers(bytes, 0)).toBeUndefined();
    }),
  );
});
