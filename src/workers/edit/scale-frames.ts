import { bytesPerFrame, type WavShape } from '../../shared/audio/wav-header.ts';
import { fadeAt, gainOf, type Level } from '../../shared/edit/edit-level.ts';

const FRAMES_AT_ONCE = 4096;
/** The factors of the frames at hand. */
const factors = new Float64Array(FRAMES_AT_ONCE);

/**
 * Multiplies packed, complete, interleaved frames by their factor, in place. Integers are rounded to the nearest, a half
 * upwards, and clip at full scale. Floats are rounded to the nearest float, and do not clip. Nothing is dithered, so
 * that the same edits always give the same file.
 * @param from the frame of the recording that they begin with
 */
export function scaleFrames(packed: Uint8Array, shape: WavShape, level: Level, from: number): void {
  const size = bytesPerFrame(shape);
  const step = FRAMES_AT_ONCE * size;
  for (let at = 0; at < packed.length; at += step) {
    const block = packed.subarray(at, at + step);
    fillFactors(level, from + at / size, block.length / size);
    scaleBlock(block, shape);
  }
}

function fillFactors(level: Level, from: number, frames: number): void {
  factors.fill(gainOf(level), 0, frames);
  for (const fade of level.fades) {
    for (let i = 0; i < frames; i++) factors[i]! *= fadeAt(fade, from + i);
  }
}

function scaleBlock(block: Uint8Array, { format, channels }: WavShape): void {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  switch (format) {
    case 's16':
      for (let at = 0, i = 0; at < block.length; i++) {
        for (let c = 0; c < channels; c++, at += 2)
          view.setInt16(at, rounded(view.getInt16(at, true) * factors[i]!, 0x8000), true);
      }
      break;
    case 's24':
      for (let at = 0, i = 0; at < block.length; i++) {
        for (let c = 0; c < channels; c++, at += 3) {
          const sample = (view.getInt8(at + 2) << 16) | view.getUint16(at, true);
          const scaled = rounded(sample * factors[i]!, 0x80_0000);
          view.setInt16(at, scaled & 0xffff, true);
          view.setInt8(at + 2, scaled >> 16);
        }
      }
      break;
    case 'f32':
      for (let at = 0, i = 0; at < block.length; i++) {
        for (let c = 0; c < channels; c++, at += 4)
          view.setFloat32(at, view.getFloat32(at, true) * factors[i]!, true);
      }
      break;
  }
}

function rounded(value: number, fullScale: number): number {
  return Math.max(-fullScale, Math.min(fullScale - 1, Math.round(value)));
}
