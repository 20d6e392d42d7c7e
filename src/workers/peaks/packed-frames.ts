import { toFloats } from '../../shared/audio/float-samples.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import { bytesPerFrame, type WavShape } from '../../shared/audio/wav-header.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import { Kernels } from '../kernels/kernels.ts';

const floats = new Float32Array(Kernels.maxFrames * Kernels.maxChannels);

/** Loads packed, interleaved frames into the kernels' input planes: at most `Kernels.maxFrames`. Returns how many. */
export function loadPacked(
  kernels: Kernels,
  format: SampleFormat,
  channels: number,
  packed: Uint8Array,
): number {
  const frames = toFloats(format, packed, floats) / channels;
  for (let c = 0; c < channels; c++) {
    const plane = kernels.inputChannel(c);
    for (let i = 0, at = c; i < frames; i++, at += channels) plane[i] = floats[at]!;
  }
  return frames;
}

/** Loads packed, complete frames block by block. Calls `measure` with the frames of each, while the planes have them. */
export async function eachBlock(
  kernels: Kernels,
  shape: WavShape,
  packed: FileLike,
  measure: (frames: number) => void,
): Promise<void> {
  const bytes = await bytesOf(packed);
  const step = Kernels.maxFrames * bytesPerFrame(shape);
  for (let at = 0; at < bytes.length; at += step) {
    measure(loadPacked(kernels, shape.format, shape.channels, bytes.subarray(at, at + step)));
  }
}

export async function bytesOf(file: FileLike): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (file as Blob).arrayBuffer());
}
