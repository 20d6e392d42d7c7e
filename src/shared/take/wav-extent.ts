import { readWavHeader } from '../audio/wav-header-reader.ts';
import { bytesPerFrame, headerBytes, writeWavHeader, type WavShape } from '../audio/wav-header.ts';

/** What a journal's header promises of the audio behind it; see `WavFile` for when it is written. */
export type WavExtent =
  /**
   * The take was being finished: its audio ends here, and `trailingBytes` of pad and chunks follow, or were to. A header
   * torn between its RIFF size and its data size looks the same: what follows the audio tells them apart.
   */
  | { readonly kind: 'exact'; readonly dataBytes: number; readonly trailingBytes: number }
  /** The last sync: so much audio was on the disk for sure, more may follow. */
  | { readonly kind: 'at-least'; readonly dataBytes: number }
  /** Cut short, torn, overwritten with zeros or rubbish. */
  | { readonly kind: 'unknown' };

const UNKNOWN: WavExtent = { kind: 'unknown' };

/**
 * Reads a journal's header, `headerBytes(shape)` bytes of it. Only one that is to the byte what a journal of this shape
 * writes is believed.
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
