import { readFourCc } from '../../audio/four-cc.ts';
import { crc16, crc8 } from './crc.ts';
import { bytesOf, type EncodedFile, type PlayedLength, Unproven, viewAt, viewOfEnd } from './encoded-file.ts';

const STREAMINFO_BYTES = 34;
/** A verbatim frame of 32768 samples, 8 channels and 24 bits is 768 KiB, more than any encoder here writes. */
const MAX_FRAME_BYTES = 1024 * 1024;
/** 4 fixed bytes, 7 of coded number, 2 of block size, 2 of rate, 1 of CRC. */
const MAX_HEADER_BYTES = 16;

/**
 * Frames = total samples of STREAMINFO (RFC 9639 section 8.2), which an encoder fills in last; STREAMINFO must also
 * have an MD5. The last frame proves that the audio is complete: it ends with the file, its CRCs are right, and its
 * number gives the same total (section 9.1.5). One case is not detected: if a frame's CRC ends in a zero byte, a file
 * that lost this byte looks complete, unless the frame is then shorter than the minimum in STREAMINFO.
 */
export function flacLength(file: EncodedFile): PlayedLength {
  const view = viewAt(file, 0, 8 + STREAMINFO_BYTES, 'FLAC STREAMINFO');
  if (readFourCc(view, 0) !== 'fLaC') throw new Unproven('the file does not begin with fLaC');
  if ((view.getUint8(4) & 0x7f) !== 0 || (view.getUint32(4) & 0xff_ffff) !== STREAMINFO_BYTES) {
    throw new Unproven('the first FLAC block is not STREAMINFO');
  }
  const blockFrames = view.getUint16(10); // the largest block; with a fixed block size, that of all but the last
  const leastFrameBytes = view.getUint32(11) & 0xff_ffff; // 0 if not known, as in the next field
  const mostFrameBytes = view.getUint32(14) & 0xff_ffff;
  const sampleRate = view.getUint32(18) >>> 12;
  const frames = (view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22);
  const md5 = bytesOf(view, 26, 42);
  if (sampleRate === 0) throw new Unproven('the FLAC sample rate is 0');
  if (frames === 0) throw new Unproven('FLAC STREAMINFO does not say the length');
  if (md5.every((byte) => byte === 0)) throw new Unproven('FLAC STREAMINFO has no MD5');

  const lastFrame = lastFrameEnd(file, blockFrames, leastFrameBytes, mostFrameBytes || MAX_FRAME_BYTES);
  if (lastFrame !== frames) {
    throw new Unproven(`the last FLAC frame ends at ${lastFrame}, and STREAMINFO says ${frames}`);
  }
  return { frames, sampleRate };
}

/**
 * Returns the sample number after the frame that ends with the file. A sync code may also occur inside a frame; the
 * CRCs tell them apart.
 */
function lastFrameEnd(file: EncodedFile, blockFrames: number, leastBytes: number, mostBytes: number): number {
  const end = bytesOf(viewOfEnd(file, Math.min(mostBytes, MAX_FRAME_BYTES)));
  const padded = new Uint8Array(end.length + MAX_HEADER_BYTES); // so that reading a header needs no bounds check
  padded.set(end);
  const view = new DataView(padded.buffer);
  for (let offset = end.length - Math.max(2, leastBytes); offset >= 0; offset--) {
    if (end[offset] !== 0xff || end[offset + 1]! >> 1 !== 0x7c) continue;
    const frameEnd = frameEndAt(view, offset, blockFrames);
    // The CRC over a frame that includes its own CRC at the end is 0.
    if (frameEnd !== undefined && crc16(end.subarray(offset)) === 0) return frameEnd;
  }
  throw new Unproven('no whole FLAC frame ends the file');
}

/**
 * Returns the sample number after a frame, from its header (RFC 9639 section 9.1). Undefined if it is not a frame
 * header.
 */
function frameEndAt(view: DataView, offset: number, blockFrames: number): number | undefined {
  const variableBlocks = (view.getUint8(offset + 1) & 1) === 1;
  const sizeCode = view.getUint8(offset + 2) >> 4;
  const rateCode = view.getUint8(offset + 2) & 0x0f;
  const number = codedNumber(view, offset + 4);
  if (number === undefined || sizeCode === 0) return undefined;

  let at = offset + 4 + number.bytes;
  let frames: number;
  if (sizeCode === 6) {
    frames = view.getUint8(at) + 1;
    at += 1;
  } else if (sizeCode === 7) {
    frames = view.getUint16(at) + 1;
    at += 2;
  } else {
    frames = blockSizeOf(sizeCode);
  }
  if (rateCode === 12) at += 1;
  if (rateCode === 13 || rateCode === 14) at += 2;
  if (crc8(bytesOf(view, offset, at)) !== view.getUint8(at)) return undefined;
  return (variableBlocks ? number.value : number.value * blockFrames) + frames;
}

/** RFC 9639 section 9.1.1, except for the codes for a block size stored in the header. */
function blockSizeOf(code: number): number {
  if (code === 1) return 192;
  return code < 6 ? 144 << code : 1 << code;
}

/** A number of up to 36 bits, coded like UTF-8 in 1 to 7 bytes (RFC 9639 section 9.1.5). */
function codedNumber(view: DataView, offset: number): { value: number; bytes: number } | undefined {
  const lead = view.getUint8(offset);
  if (lead < 0x80) return { value: lead, bytes: 1 };
  const bytes = Math.clz32(~(lead << 24));
  if (bytes < 2 || bytes > 7) return undefined;
  let value = lead & (0x7f >> bytes);
  for (let i = 1; i < bytes; i++) {
    const next = view.getUint8(offset + i);
    if (next >> 6 !== 2) return undefined;
    value = value * 64 + (next & 0x3f);
  }
  return { value, bytes };
}
