import { toFloats } from '../../shared/audio/float-samples.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
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
