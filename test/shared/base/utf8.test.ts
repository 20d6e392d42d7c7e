import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../src/shared/base/utf8.ts';

test('gives the bytes of TextEncoder for any string, lone surrogates included', () => {
  const encoder = new TextEncoder();
  const anyUnits = fc
    .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7f0, max: 0xe010 }), fc.nat(0x900)))
    .map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(anyUnits, (text) => {
      expect(encodeUtf8(text)).toEqual(Uint8Array.from(encoder.encode(text)));
    }),
  );
});
