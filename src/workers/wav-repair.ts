import { bytesPerFrame, headerBytes, writeWavHeader, type WavShape } from '../shared/wav-header.ts';
import { writeFully, type AccessHandle } from './opfs.ts';

/**
 * Makes the journal of a recording that broke off whole: the header may lag behind the audio by a second, and the last
 * frame may be torn. Returns the frames it holds.
 */
export function repairWav(handle: AccessHandle, shape: WavShape): number {
  const dataOffset = headerBytes(shape);
  const frames = Math.max(0, Math.floor((handle.getSize() - dataOffset) / bytesPerFrame(shape)));
  const dataBytes = frames * bytesPerFrame(shape);
  handle.truncate(dataOffset + dataBytes);
  if (dataBytes % 2 === 1) writeFully(handle, new Uint8Array(1), dataOffset + dataBytes);
  writeFully(handle, writeWavHeader(shape, dataBytes), 0);
  handle.flush();
  return frames;
}
