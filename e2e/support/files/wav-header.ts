import { readExactly } from './read-exactly.ts';

export interface WavChunk {
  readonly id: string;
  /** Offset of the contents, after the 8-byte chunk header. */
  readonly offset: number;
  readonly bytes: number;
}

export interface WavHeader {
  readonly container: 'RIFF' | 'RF64';
  readonly format: 's16' | 's24' | 'f32';
  /** WAVE_FORMAT_EXTENSIBLE, which 24 bits and more than two channels require. */
  readonly extensible: boolean;
  readonly sampleRate: number;
  readonly channels: number;
  readonly frames: number;
  readonly frameBytes: number;
  readonly dataOffset: number;
  /** All chunks in file order, including `ds64`, `fmt ` and `data`. */
  readonly chunks: readonly WavChunk[];
}

/** In RF64 a 32-bit size of this value means that ds64 has the size (EBU Tech 3306). */
const SIZE_IN_DS64 = 0xffff_ffff;
const EXTENSIBLE = 0xfffe;
/** Bytes 2 to 15 of the sub-format GUIDs KSDATAFORMAT_SUBTYPE_PCM and _IEEE_FLOAT. */
const GUID_TAIL = '000000001000800000aa00389b71';

/**
 * Parses a WAV or RF64 header. It is strict on purpose: sizes have to add up, and a data chunk may not claim more bytes
 * than the file has. Players forgive such files, but tests must not.
 */
export function parseWavHeader(file: number, fileBytes: number): WavHeader {
  const head = readAt(file, 0, 12);
  const container = head.toString('latin1', 0, 4);
  if (container !== 'RIFF' && container !== 'RF64')
    throw new Error(`not a WAV file: it begins with "${container}"`);
  if (head.toString('latin1', 8, 12) !== 'WAVE') throw new Error('the RIFF form is not WAVE');
  const large = container === 'RF64' ? readDs64(file) : undefined;
  const riffBytes = size64(head.readUInt32LE(4), large?.riffBytes);
  if (riffBytes + 8 !== fileBytes)
    throw new Error(`RIFF claims ${riffBytes + 8} bytes, the file has ${fileBytes}`);

  const chunks = readChunks(file, fileBytes, large?.dataBytes);
  const fmt = chunks.find(({ id }) => id === 'fmt ');
  const data = chunks.find(({ id }) => id === 'data');
  if (fmt === undefined || data === undefined)
    throw new Error(`no ${fmt === undefined ? 'fmt' : 'data'} chunk`);
  if (fmt.offset > data.offset) throw new Error('fmt comes after data');
  const format = parseFmt(readAt(file, fmt.offset, fmt.bytes));
  if (data.bytes % format.frameBytes !== 0) {
    throw new Error(`${data.bytes} bytes of data are not whole frames of ${format.frameBytes}`);
  }
  const frames = data.bytes / format.frameBytes;
  return { container, ...format, frames, dataOffset: data.offset, chunks };
}

function readChunks(file: number, fileBytes: number, dataBytes: number | undefined): WavChunk[] {
  const chunks: WavChunk[] = [];
  let at = 12;
  while (at < fileBytes) {
    const head = readAt(file, at, 8);
    const id = head.toString('latin1', 0, 4);
    const bytes = size64(head.readUInt32LE(4), id === 'data' ? dataBytes : undefined);
    const offset = at + 8;
    if (offset + bytes > fileBytes) {
      throw new Error(`chunk "${id}" claims ${bytes} bytes, the file holds ${fileBytes - offset} of them`);
    }
    chunks.push({ id, offset, bytes });
    // Chunks begin at even offsets; the pad byte is not included in the size.
    at = offset + bytes + (bytes % 2);
  }
  return chunks;
}

function readDs64(file: number): { riffBytes: number; dataBytes: number } {
  const chunk = readAt(file, 12, 8 + 16);
  if (chunk.toString('latin1', 0, 4) !== 'ds64') throw new Error('RF64 does not begin with ds64');
  return { riffBytes: Number(chunk.readBigUInt64LE(8)), dataBytes: Number(chunk.readBigUInt64LE(16)) };
}

function size64(size32: number, size: number | undefined): number {
  return size32 === SIZE_IN_DS64 && size !== undefined ? size : size32;
}

function parseFmt(fmt: Buffer): Omit<WavHeader, 'container' | 'frames' | 'dataOffset' | 'chunks'> {
  if (fmt.length < 16) throw new Error(`fmt has ${fmt.length} bytes, at least 16 are required`);
  const tag = fmt.readUInt16LE(0);
  const channels = fmt.readUInt16LE(2);
  const sampleRate = fmt.readUInt32LE(4);
  const frameBytes = fmt.readUInt16LE(12);
  const bits = fmt.readUInt16LE(14);
  const extensible = tag === EXTENSIBLE;
  const format = sampleFormat(extensible ? subFormat(fmt, bits) : tag, bits);
  if (channels === 0 || sampleRate === 0) throw new Error(`${channels} channels at ${sampleRate} Hz`);
  if (frameBytes !== (channels * bits) / 8)
    throw new Error(`block align ${frameBytes}: ${channels} x ${bits} bits`);
  if (fmt.readUInt32LE(8) !== sampleRate * frameBytes) throw new Error(`byte rate ${fmt.readUInt32LE(8)}`);
  return { format, extensible, sampleRate, channels, frameBytes };
}

function subFormat(fmt: Buffer, bits: number): number {
  if (fmt.length < 40 || fmt.readUInt16LE(16) < 22) throw new Error('the extensible fmt is too short');
  if (fmt.toString('hex', 26, 40) !== GUID_TAIL) throw new Error(`sub-format ${fmt.toString('hex', 24, 40)}`);
  if (fmt.readUInt16LE(18) !== bits) throw new Error(`${fmt.readUInt16LE(18)} valid bits of ${bits}`);
  return fmt.readUInt16LE(24);
}

function sampleFormat(tag: number, bits: number): WavHeader['format'] {
  if (tag === 1 && bits === 16) return 's16';
  if (tag === 1 && bits === 24) return 's24';
  if (tag === 3 && bits === 32) return 'f32';
  throw new Error(`format ${tag} with ${bits} bits is not s16, s24 or f32`);
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readExactly(file, bytes, position);
  return bytes;
}
