import { readFourCc } from '../../../shared/audio/four-cc.ts';
import { isWavForm, RIFF_BYTES, SIZE_ELSEWHERE } from '../../../shared/audio/wav-header.ts';
import { viewOf } from './blob-view.ts';
import { chunkAt, CHUNK_BYTES, MOST_CHUNKS } from './wav-chunk.ts';
import type { SourceFault } from './source-fault.ts';

/** What writes to a pipe gives a size just below 2 or 4 GiB, because it does not know it. */
const GUESSED_WITHIN = 64 * 1024;
/** Less than this behind the audio is not taken for audio, and less than this is not missing: some count the header. */
const LEAST_SECONDS = 0.05;

/** Compares the sizes that a WAV (RIFF, RF64, BW64) gives of its audio with what the file has. */
export async function wavFaults(file: Blob): Promise<SourceFault[]> {
  let bytesPerSecond = 0;
  let longSize = 0;
  let at = RIFF_BYTES;
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const chunk = await chunkAt(file, at);
    if (chunk === undefined) return [];
    const { id, size, head } = chunk;
    if (id === 'fmt ' && size >= 16) bytesPerSecond = head.getUint32(CHUNK_BYTES + 8, true);
    if (id === 'ds64' && size >= 24) longSize = Number(head.getBigUint64(CHUNK_BYTES + 8, true));
    if (id === 'data') {
      const bytes = size === SIZE_ELSEWHERE ? longSize : isGuessed(size) ? 0 : size;
      return bytes === 0 || bytesPerSecond === 0
        ? []
        : dataFaults(file, at + CHUNK_BYTES, bytes, bytesPerSecond);
    }
    at += CHUNK_BYTES + size + (size % 2);
  }
  return [];
}

function isGuessed(size: number): boolean {
  return size >= SIZE_ELSEWHERE - GUESSED_WITHIN || Math.abs(size - 2 ** 31) <= GUESSED_WITHIN;
}

async function dataFaults(
  file: Blob,
  from: number,
  bytes: number,
  bytesPerSecond: number,
): Promise<SourceFault[]> {
  const end = from + bytes;
  if (end - file.size >= LEAST_SECONDS * bytesPerSecond)
    return [{ kind: 'breaks-off', seconds: 0, of: bytes / bytesPerSecond }];
  // Some programs leave out the byte that makes an odd size even.
  const padded = bytes % 2 === 1 && (await chunkAt(file, end)) === undefined;
  const seconds = (await audioBehind(file, padded ? end + 1 : end)) / bytesPerSecond;
  return seconds < LEAST_SECONDS ? [] : [{ kind: 'audio-behind', seconds }];
}

/** Returns how many bytes from `end` on are audio: another `data` chunk, another WAV, or what is no chunk. */
async function audioBehind(file: Blob, end: number): Promise<number> {
  let at = end;
  let bytes = 0;
  for (let count = 0; count < MOST_CHUNKS && at + CHUNK_BYTES <= file.size; count++) {
    const chunk = await chunkAt(file, at);
    if (chunk === undefined) return bytes + ((await isNothing(file, at)) ? 0 : file.size - at);
    if (isWavForm(chunk.id)) return bytes + file.size - at;
    if (chunk.id === 'data') bytes += Math.min(chunk.size, file.size - at - CHUNK_BYTES);
    at += CHUNK_BYTES + chunk.size + (chunk.size % 2);
  }
  return bytes;
}

/** Whether what begins here is a tag of another kind of file, or zeros that fill up a block of the disk. */
async function isNothing(file: Blob, at: number): Promise<boolean> {
  const view = await viewOf(file, at, GUESSED_WITHIN);
  if (readFourCc(view, 0).startsWith('ID3')) return true;
  return new Uint8Array(view.buffer).every((byte) => byte === 0);
}
