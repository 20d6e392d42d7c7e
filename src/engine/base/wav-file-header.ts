import { readWavHeader, type WavHeader } from '../../shared/audio/wav-header-reader.ts';

/** Enough for the header of a WAV that Capstan or ffmpeg wrote. */
const HEADER_BYTES = 4096;

/** Reads the header of a WAV, and no more of the file. */
export async function readWavFileHeader(file: Blob): Promise<WavHeader> {
  return readWavHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
}
