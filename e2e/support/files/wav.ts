import { closeSync, fstatSync, openSync } from 'node:fs';
import { readExactly } from './read-exactly.ts';
import { parseWavHeader, type WavHeader } from './wav-header.ts';

export { type WavHeader } from './wav-header.ts';

/** Integer formats give Int32Array at the file's own scale (s24: +-8388607), f32 gives Float32Array. */
export type WavSamples = Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export interface Wav extends WavHeader {
  /** First frame that was read; 0 without a range. */
  readonly firstFrame: number;
  readonly samples: readonly WavSamples[];
}

export interface FrameRange {
  readonly firstFrame: number;
  /** Default: to the end. */
  readonly frames?: number;
}

/** Bytes read at once, so that a 1 GB file is read without holding it in memory twice. */
const BLOCK_BYTES = 4 << 20;

/** The format and the chunks of a WAV or RF64 file. Throws an Error that names the rule that the file breaks. */
export function readWavHeader(path: string): WavHeader {
  const file = openSync(path, 'r');
  try {
    return parseWavHeader(file, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a WAV file. It shares no code with the product, so that both cannot be wrong in the same way. `frames` is the
 * length of the complete file, `samples` is the requested range.
 */
export function readWav(path: string, range: FrameRange = { firstFrame: 0 }): Wav {
  const file = openSync(path, 'r');
  try {
    const header = parseWavHeader(file, fstatSync(file).size);
    const { firstFrame, frames = header.frames - firstFrame } = range;
    if (firstFrame < 0 || frames < 0 || firstFrame + frames > header.frames) {
      throw new RangeError(
        `frames ${firstFrame} to ${firstFrame + frames} are not inside 0 to ${header.frames}`,
      );
    }
    return { ...header, firstFrame, samples: readSamples(file, header, firstFrame, frames) };
  } finally {
    closeSync(file);
  }
}

/** A mono mix as floats in +-1, the form that correlations take. */
export function toMono(wav: Wav): Float32Array<ArrayBuffer> {
  const scale = { s16: 1 / 32768, s24: 1 / 8388608, f32: 1 }[wav.format] / wav.channels;
  const mono = new Float32Array(wav.samples[0]?.length ?? 0);
  for (const channel of wav.samples) {
    for (let i = 0; i < mono.length; i++) mono[i]! += channel[i]! * scale;
  }
  return mono;
}

function readSamples(file: number, header: WavHeader, firstFrame: number, frames: number): WavSamples[] {
  const samples = Array.from({ length: header.channels }, () =>
    header.format === 'f32' ? new Float32Array(frames) : new Int32Array(frames),
  );
  const blockFrames = Math.max(1, Math.floor(BLOCK_BYTES / header.frameBytes));
  const block = Buffer.alloc(Math.min(blockFrames, frames) * header.frameBytes);
  for (let done = 0; done < frames; done += blockFrames) {
    const now = Math.min(blockFrames, frames - done);
    const bytes = block.subarray(0, now * header.frameBytes);
    readExactly(file, bytes, header.dataOffset + (firstFrame + done) * header.frameBytes);
    for (const [c, channel] of samples.entries()) deinterleave(bytes, header, c, channel, done, now);
  }
  return samples;
}

function deinterleave(
  bytes: Buffer,
  header: WavHeader,
  channel: number,
  target: WavSamples,
  at: number,
  frames: number,
): void {
  const step = header.frameBytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = channel * (step / header.channels);
  switch (header.format) {
    case 's16':
      for (let i = 0; i < frames; i++, offset += step) target[at + i] = view.getInt16(offset, true);
      break;
    case 's24':
      for (let i = 0; i < frames; i++, offset += step) {
        target[at + i] = (view.getInt8(offset + 2) << 16) | view.getUint16(offset, true);
      }
      break;
    case 'f32':
      for (let i = 0; i < frames; i++, offset += step) target[at + i] = view.getFloat32(offset, true);
      break;
  }
}
