import { readWavHeader } from '../audio/wav-header-reader.ts';
import { bytesPerFrame, headerBytes, writeWavHeader, type WavShape } from '../audio/wav-header.ts';

/** What a journal's header guarantees about the audio after it. `WavFile` documents when the header is written. */
export type WavExtent =
  /**
   * The take was being finished with markers. The audio ends here, followed by `trailingBytes` of pad and chunks,
   * unless their write was cut short. A header torn between its RIFF size and its data size looks the same; what
   * follows the audio tells them apart.
   */
  | { readonly kind: 'exact'; readonly dataBytes: number; readonly trailingBytes: number }
  /**
   * Written at a sync, or when a take without markers was finished. This much audio was on the disk for certain; more
   * may follow.
   */
  | { readonly kind: 'at-least'; readonly dataBytes: number }
  /** The header is cut short, torn, or overwritten with zeros or garbage. */
  | { readonly kind: 'unknown' };

const UNKNOWN: WavExtent = { kind: 'unknown' };

/**
 * Reads the first `headerBytes(shape)` bytes of a journal. A header is accepted only if it equals, byte for byte, what
 * a journal of this shape writes.
 */
export function readWavExtent(header: Uint8Array, shape: WavShape): WavExtent {
  const length = headerBytes(shape);
  if (header.length < length) return UNKNOWN;
  const found = readWavHeader(header);
  if (!found.ok) return UNKNOWN;
  const dataBytes = found.dataBytes === 'unknown' ? 0 : found.dataBytes;
  const trailingBytes = riffBytes(header) + 8 - length - dataBytes;
  const possible = Number.isSafeInteger(trailingBytes) && trailingBytes >= 0;
  if (!possible || dataBytes % bytesPerFrame(shape) !== 0) return UNKNOWN;
  const written = writeWavHeader(shape, dataBytes, trailingBytes);
  if (!written.every((byte, i) => byte === header[i])) return UNKNOWN;
  return trailingBytes > dataBytes % 2
    ? { kind: 'exact', dataBytes, trailingBytes }
    : { kind: 'at-least', dataBytes };
}

function riffBytes(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const size32 = view.getUint32(4, true);
  return size32 === 0xffff_ffff ? Number(view.getBigUint64(20, true)) : size32;
}
