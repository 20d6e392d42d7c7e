import { readFourCc } from '../../../shared/audio/four-cc.ts';
import { viewOf } from './blob-view.ts';

const FOOTER_BYTES = 32;
const ID3V1_BYTES = 128;
const HAS_HEADER = 0x8000_0000;

/**
 * Leaves out the APE tag at the end of a file, such as one with the picture of an album: ffmpeg takes it for audio. An
 * ID3v1 tag behind it stays.
 */
export async function withoutApeTag(file: File): Promise<File> {
  const most = FOOTER_BYTES + ID3V1_BYTES;
  const end = await viewOf(file, Math.max(0, file.size - most), most);
  const afterwards = readFourCc(end, end.byteLength - ID3V1_BYTES).startsWith('TAG') ? ID3V1_BYTES : 0;
  const footer = end.byteLength - afterwards - FOOTER_BYTES;
  if (footer < 0 || readFourCc(end, footer) + readFourCc(end, footer + 4) !== 'APETAGEX') return file;
  const headerBytes = (end.getUint32(footer + 20, true) & HAS_HEADER) === 0 ? 0 : FOOTER_BYTES;
  const audioEnd = file.size - afterwards - headerBytes - end.getUint32(footer + 12, true);
  if (audioEnd <= 0) return file;
  return new File([file.slice(0, audioEnd), file.slice(file.size - afterwards)], file.name);
}
