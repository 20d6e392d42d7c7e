import {
  bytesPerFrame,
  headerBytes,
  readWavHeader,
  writeWavHeader,
  type WavShape,
} from '../shared/wav-header.ts';
import type { AccessHandle } from './access-handle.ts';
import { writeFully } from './opfs.ts';

/**
 * Makes the journal of a recording that broke off whole: the header may lag behind the audio by a second, and the last
 * frame may be torn. A file that was finished stays as it is. Returns the frames it holds.
 */
export function repairWav(handle: AccessHandle, shape: WavShape): number {
  const finished = finishedDataBytes(handle, shape);
  if (finished !== undefined) return finished / bytesPerFrame(shape);
  const dataOffset = headerBytes(shape);
  const frames = Math.max(0, Math.floor((handle.getSize() - dataOffset) / bytesPerFrame(shape)));
  const dataBytes = frames * bytesPerFrame(shape);
  handle.truncate(dataOffset + dataBytes);
  if (dataBytes % 2 === 1) writeFully(handle, new Uint8Array(1), dataOffset + dataBytes);
  writeFully(handle, writeWavHeader(shape, dataBytes), 0);
  handle.flush();
  return frames;
}

/** Audio bytes of a file whose header tells its whole length, markers included; undefined for any other. */
function finishedDataBytes(handle: AccessHandle, shape: WavShape): number | undefined {
  const header = new Uint8Array(headerBytes(shape));
  if (handle.read(header, { at: 0 }) < header.length) return undefined;
  const found = readWavHeader(header);
  if (!found.ok || found.dataBytes === 'unknown') return undefined;
  const trailingBytes = handle.getSize() - header.length - found.dataBytes;
  if (trailingBytes < found.dataBytes % 2) return undefined; // Cut short, or the pad byte is missing.
  const whole = writeWavHeader(shape, found.dataBytes, trailingBytes);
  return whole.every((byte, i) => byte === header[i]) ? found.dataBytes : undefined;
}
