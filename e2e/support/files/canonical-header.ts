export interface PcmShape {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bits: 16 | 24;
}

export const CANONICAL_HEADER_BYTES = 44;

/** The canonical 44-byte header of a PCM WAV file: RIFF, a 16-byte `fmt ` and `data`, nothing else. */
export function canonicalHeader({ sampleRate, channels, bits }: PcmShape, frames: number): Buffer {
  const frameBytes = (channels * bits) / 8;
  const dataBytes = frames * frameBytes;
  const bytes = Buffer.alloc(CANONICAL_HEADER_BYTES);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(CANONICAL_HEADER_BYTES - 8 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * frameBytes, 28);
  bytes.writeUInt16LE(frameBytes, 32);
  bytes.writeUInt16LE(bits, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}
