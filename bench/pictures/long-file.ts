import { truncateSync, writeFileSync } from 'node:fs';
import {
  canonicalHeader,
  CANONICAL_HEADER_BYTES,
  type PcmShape,
} from '../../e2e/support/files/canonical-header.ts';

/** Stereo, 16 bits. */
const FRAME_BYTES = 4;
const SHAPE: PcmShape = { sampleRate: 48_000, channels: 2, bits: 16 };

/** Writes a WAV file of silence that takes long to convert. Its samples take no room on the disk. */
export function writeLongFile(path: string, seconds: number): void {
  const frames = seconds * SHAPE.sampleRate;
  writeFileSync(path, canonicalHeader(SHAPE, frames));
  truncateSync(path, CANONICAL_HEADER_BYTES + frames * FRAME_BYTES);
}
