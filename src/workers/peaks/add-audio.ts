import { bytesPerFrame, headerBytes, type WavShape } from '../../shared/audio/wav-header.ts';
import { readUpTo, type AccessHandle } from '../files/access-handle.ts';
import { Kernels } from '../kernels/kernels.ts';
import { loadPacked } from './packed-frames.ts';
import type { TakePeaks } from './take-peaks.ts';

/** Adds the frames `from` up to, but without, `to` of a journal file to a take's peaks. */
export function addAudio(
  peaks: TakePeaks,
  kernels: Kernels,
  audio: AccessHandle,
  shape: WavShape,
  from: number,
  to: number,
): void {
  const size = bytesPerFrame(shape);
  for (let at = from; at < to; at += Kernels.maxFrames) {
    const frames = Math.min(Kernels.maxFrames, to - at);
    const packed = readUpTo(audio, frames * size, headerBytes(shape) + at * size);
    peaks.append(kernels, loadPacked(kernels, shape.format, shape.channels, packed));
  }
}
