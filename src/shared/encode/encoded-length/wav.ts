import { readWavHeader } from '../../audio/wav-header-reader.ts';
import { bytesPerFrame } from '../../audio/wav-header.ts';
import { bytesOf, type EncodedFile, type PlayedLength, Unproven, viewAt } from './encoded-file.ts';

/** Much larger than the chunks that writers put before the samples. */
const HEAD_BYTES = 64 * 1024;

/** Frames = bytes of the data chunk / bytes of a frame (EBU Tech 3306 for the 64-bit sizes of RF64). */
export function wavLength(file: EncodedFile): PlayedLength {
  const header = readWavHeader(bytesOf(viewAt(file, 0, Math.min(HEAD_BYTES, file.bytes), 'WAV header')));
  if (!header.ok) throw new Unproven(`the WAV header is not usable: ${header.reason}`);
  if (header.dataBytes === 'unknown') throw new Unproven('the WAV header does not say the length');
  if (header.dataOffset + header.dataBytes > file.bytes)
    throw new Unproven('the file ends before its samples do');
  const frames = header.dataBytes / bytesPerFrame(header.shape);
  if (!Number.isInteger(frames)) throw new Unproven('the samples end in the middle of a frame');
  return { frames, sampleRate: header.shape.sampleRate };
}
