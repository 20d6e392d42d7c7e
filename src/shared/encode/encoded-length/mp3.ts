import { readFourCc } from '../../audio/four-cc.ts';
import { type EncodedFile, type PlayedLength, Unproven, viewAt } from './encoded-file.ts';

const FRAME_HEADER_BYTES = 4;
/** Xing id, flags, frames, bytes, 100 bytes of seek table, quality, then the LAME part up to its last CRC. */
const TAG_BYTES = 4 + 4 + 4 + 4 + 100 + 4 + 36;
const HAS_FRAMES = 1;
const HAS_BYTES = 2;
const HAS_SEEK_TABLE = 4;
const HAS_QUALITY = 8;

const ID3V1_BYTES = 128;

/** kb/s by bitrate index (ISO/IEC 11172-3 2.4.2.3, ISO/IEC 13818-3 2.4.2.3); 0 is "free format". */
const KBPS_MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBPS_MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES_MPEG1 = [44_100, 48_000, 32_000];

interface FrameHeader {
  readonly sampleRate: number;
  /** Samples per channel in one frame: 1152, or 576 in MPEG-2 and 2.5. */
  readonly frames: number;
  readonly bytes: number;
  readonly leastBytes: number;
  readonly mostBytes: number;
  /** Bytes of header and side information, after which the tag begins. */
  readonly tagOffset: number;
}

/**
 * Frames = count in the Xing or Info tag * 1152 (or 576) - encoder delay - padding, both from the LAME part of the tag
 * (Mp3 Info Tag rev 1, G. Bouvigne: http://gabriel.mp3-tech.org/mp3infotag.html). The tag's own frame is not counted.
 * The tag's byte count must match the file and must give a possible frame size.
 */
export function mp3Length(file: EncodedFile): PlayedLength {
  const start = afterId3v2(file);
  const first = frameHeaderAt(file, start);
  const tag = viewAt(file, start + first.tagOffset, TAG_BYTES, 'Xing tag');
  if (!['Xing', 'Info'].includes(readFourCc(tag, 0)))
    throw new Unproven('the first MP3 frame has no Xing tag');
  const flags = tag.getUint32(4);
  if ((flags & HAS_FRAMES) === 0 || (flags & HAS_BYTES) === 0)
    throw new Unproven('the Xing tag has no counts');
  const count = tag.getUint32(8);
  const countedBytes = tag.getUint32(12);

  const heldBytes = beforeId3v1(file) - start;
  if (countedBytes !== heldBytes) {
    throw new Unproven(`the Xing tag counts ${countedBytes} bytes and the file has ${heldBytes}`);
  }
  // The audio follows directly after the tag's own frame, at the same rate.
  if (frameHeaderAt(file, start + first.bytes).sampleRate !== first.sampleRate) {
    throw new Unproven('the sample rate changes after the Xing tag');
  }
  const audioBytes = heldBytes - first.bytes;
  if (audioBytes < count * first.leastBytes || audioBytes > count * first.mostBytes) {
    throw new Unproven(`${count} MP3 frames cannot fill ${audioBytes} bytes`);
  }

  const lame = 16 + (flags & HAS_SEEK_TABLE ? 100 : 0) + (flags & HAS_QUALITY ? 4 : 0);
  // Lavc and Lavf, the names that FFmpeg's libraries write, have the same layout.
  if (!['LAME', 'Lavc', 'Lavf'].includes(readFourCc(tag, lame))) {
    throw new Unproven('the Xing tag does not say the encoder delay');
  }
  const delay = (tag.getUint8(lame + 21) << 4) | (tag.getUint8(lame + 22) >> 4);
  const padding = ((tag.getUint8(lame + 22) & 0x0f) << 8) | tag.getUint8(lame + 23);
  return { frames: count * first.frames - delay - padding, sampleRate: first.sampleRate };
}

/**
 * Returns the offset after the ID3v2 tag at the start of the file, or 0 without a tag (ID3v2.4 section 3.1: 28-bit
 * size, 7 bits per byte, a flag for the footer).
 */
function afterId3v2(file: EncodedFile): number {
  const tag = viewAt(file, 0, 10, 'first MP3 frame');
  if (!readFourCc(tag, 0).startsWith('ID3')) return 0;
  let payloadBytes = 0;
  for (let i = 6; i < 10; i++) payloadBytes = (payloadBytes << 7) | (tag.getUint8(i) & 0x7f);
  const footerBytes = tag.getUint8(5) & 0x10 ? 10 : 0;
  return 10 + payloadBytes + footerBytes;
}

/** Returns the offset where the audio ends: before an ID3v1 tag, if there is one. */
function beforeId3v1(file: EncodedFile): number {
  if (file.bytes < ID3V1_BYTES) return file.bytes;
  const tag = viewAt(file, file.bytes - ID3V1_BYTES, 4, 'last bytes');
  return readFourCc(tag, 0).startsWith('TAG') ? file.bytes - ID3V1_BYTES : file.bytes;
}

/** Reads an MP3 frame header (ISO/IEC 11172-3 section 2.4.1.3). Layer III only. */
function frameHeaderAt(file: EncodedFile, offset: number): FrameHeader {
  const word = viewAt(file, offset, FRAME_HEADER_BYTES, 'MP3 frames').getUint32(0);
  const version = (word >>> 19) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  const layer = (word >>> 17) & 3; // 1: III
  const bitrateIndex = (word >>> 12) & 15;
  const rateIndex = (word >>> 10) & 3;
  if (word >>> 21 !== 0x7ff || version === 1 || layer !== 1 || rateIndex === 3) {
    throw new Unproven(`no MP3 frame at byte ${offset}`);
  }
  if (bitrateIndex === 0 || bitrateIndex === 15)
    throw new Unproven('an MP3 frame of free or forbidden bitrate');

  const mpeg1 = version === 3;
  const mono = ((word >>> 6) & 3) === 3;
  const sampleRate = RATES_MPEG1[rateIndex]! / (mpeg1 ? 1 : version === 2 ? 2 : 4);
  const table = mpeg1 ? KBPS_MPEG1 : KBPS_MPEG2;
  const frames = mpeg1 ? 1152 : 576;
  const bytesAt = (kbps: number): number => Math.floor(((frames / 8) * 1000 * kbps) / sampleRate);
  return {
    sampleRate,
    frames,
    bytes: bytesAt(table[bitrateIndex]!) + ((word >>> 9) & 1),
    leastBytes: bytesAt(table[1]!),
    mostBytes: bytesAt(table.at(-1)!) + 1,
    tagOffset: FRAME_HEADER_BYTES + (mpeg1 ? (mono ? 17 : 32) : mono ? 9 : 17),
  };
}
