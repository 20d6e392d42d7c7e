/**
 * Creates a CRC function of the kind that Ogg and FLAC use: most significant bit first, initial value 0, not inverted.
 * The register is kept at the top of 32 bits, so that one loop serves every width.
 */
function crc(width: 8 | 16 | 32, polynomial: number): (bytes: Uint8Array) => number {
  const aligned = polynomial << (32 - width);
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let register = byte << 24;
    for (let bit = 0; bit < 8; bit++) register = register < 0 ? (register << 1) ^ aligned : register << 1;
    return register;
  });
  return (bytes) => {
    let register = 0;
    for (let i = 0; i < bytes.length; i++) register = (register << 8) ^ table[(register >>> 24) ^ bytes[i]!]!;
    return register >>> (32 - width);
  };
}

/** FLAC frame header (RFC 9639 section 9.1.8). */
export const crc8 = crc(8, 0x07);
/** FLAC frame (RFC 9639 section 9.3). */
export const crc16 = crc(16, 0x8005);
/** Ogg page (RFC 3533 section 6). */
export const crc32 = crc(32, 0x04c11db7);
