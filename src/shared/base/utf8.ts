/**
 * UTF-8 bytes of `text` (RFC 3629 section 3). A lone surrogate becomes U+FFFD, as with TextEncoder, which an audio
 * worklet does not have.
 */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    pushCodePoint(bytes, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return Uint8Array.from(bytes);
}

function pushCodePoint(bytes: number[], point: number): void {
  if (point < 0x80) {
    bytes.push(point);
  } else if (point < 0x800) {
    bytes.push(0xc0 | (point >> 6), continuation(point));
  } else if (point < 0x10000) {
    bytes.push(0xe0 | (point >> 12), continuation(point >> 6), continuation(point));
  } else {
    bytes.push(
      0xf0 | (point >> 18),
      continuation(point >> 12),
      continuation(point >> 6),
      continuation(point),
    );
  }
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** Replaces lone surrogates with U+FFFD. A lone surrogate is not a character and cannot be written as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
