import { readFourCc } from '../../../shared/audio/four-cc.ts';
import { viewOf } from './blob-view.ts';

export const CHUNK_BYTES = 8;
/** What is read of a chunk: its header and all of an extensible format. */
const HEAD_BYTES = CHUNK_BYTES + 40;
/** A damaged file may have any number of chunks, and each is read on its own. */
export const MOST_CHUNKS = 200;

export interface WavChunk {
  readonly id: string;
  readonly size: number;
  /** `HEAD_BYTES` from the chunk's begin on, zeros where the file ends before. */
  readonly head: DataView;
}

/** Undefined if no chunk begins here: samples hardly ever look like a chunk's name. */
export async function chunkAt(file: Blob, at: number): Promise<WavChunk | undefined> {
  const read = await viewOf(file, at, HEAD_BYTES);
  const id = readFourCc(read, 0);
  if (read.byteLength < CHUNK_BYTES || !/^[A-Za-z_][\w ]{3}$/.test(id)) return undefined;
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  new Uint8Array(head.buffer).set(new Uint8Array(read.buffer));
  return { id, size: head.getUint32(4, true), head };
}
