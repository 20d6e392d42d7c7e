import { readFourCc } from '../../../shared/audio/four-cc.ts';
import { isWavForm, RIFF_BYTES, TAG_EXTENSIBLE, TAG_PCM } from '../../../shared/audio/wav-header.ts';
import { viewOf } from './blob-view.ts';
import { chunkAt, CHUNK_BYTES, MOST_CHUNKS } from './wav-chunk.ts';

const MIDDLE = 4;
const LEFT_AND_RIGHT = 3;

/**
 * Makes of a WAV that ffmpeg refuses one that it reads, without a change to its samples; any other file stays as it is.
 * ffmpeg does not know samples of 24 bits in 32, needs a byte behind each chunk of an odd size, reads nothing of an RF64
 * whose writer died before it knew the size, and has encoders that refuse two channels that are not left and right.
 */
export async function readableWav(file: File): Promise<File> {
  if (!isWavForm(readFourCc(await viewOf(file, 0, 4), 0))) return file;
  const parts: BlobPart[] = [];
  let taken = 0;
  /** Puts `bytes` in the place of `replaced` bytes. */
  const put = (bytes: Uint8Array<ArrayBuffer>, at: number, replaced: number) => {
    parts.push(file.slice(taken, at), bytes);
    taken = at + replaced;
  };
  let at = RIFF_BYTES;
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const chunk = await chunkAt(file, at);
    if (chunk === undefined || chunk.id === 'data') break;
    const { size, head } = chunk;
    if (chunk.id === 'ds64' && size >= 16 && head.getBigUint64(CHUNK_BYTES + 8, true) === 0n)
      put(new TextEncoder().encode('RIFF'), 0, 4);
    if (chunk.id === 'fmt ' && size >= 40 && head.getUint16(CHUNK_BYTES, true) === TAG_EXTENSIBLE) {
      if (hasSpareBits(head))
        put(Uint8Array.of(head.getUint8(CHUNK_BYTES + 14), 0), at + CHUNK_BYTES + 18, 2);
      if (hasOddPlaces(head)) put(new Uint8Array(4), at + CHUNK_BYTES + 20, 4);
    }
    at += CHUNK_BYTES + size;
    if (size % 2 === 0) continue;
    const padded = (await chunkAt(file, at + 1)) !== undefined;
    if (!padded && (await chunkAt(file, at)) !== undefined) put(new Uint8Array(1), at, 0);
    else at += 1;
  }
  return parts.length === 0 ? file : new File([...parts, file.slice(taken)], file.name);
}

/** Whether fewer bits of each sample are in use than it has. They are its upper ones, so all may be read. */
function hasSpareBits(head: DataView): boolean {
  const used = head.getUint16(CHUNK_BYTES + 18, true);
  const pcm = head.getUint16(CHUNK_BYTES + 24, true) === TAG_PCM;
  return pcm && used > 0 && used < head.getUint16(CHUNK_BYTES + 14, true);
}

/** Whether one or two channels are to be heard elsewhere than in the middle, or on the left and on the right. */
function hasOddPlaces(head: DataView): boolean {
  const channels = head.getUint16(CHUNK_BYTES + 2, true);
  const mask = head.getUint32(CHUNK_BYTES + 20, true);
  return mask !== 0 && ((channels === 1 && mask !== MIDDLE) || (channels === 2 && mask !== LEFT_AND_RIGHT));
}
