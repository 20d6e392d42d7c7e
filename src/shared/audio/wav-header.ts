import { writeFourCc } from './four-cc.ts';
import { bitsPerSample, bytesPerSample, type SampleFormat } from './sample-format.ts';

/** The format of a WAV's samples, which are interleaved and little-endian. */
export interface WavShape {
  /** Hz, 1 to 768000. */
  readonly sampleRate: number;
  /** 1 to 8. */
  readonly channels: number;
  readonly format: SampleFormat;
}

export const MAX_WAV_SAMPLE_RATE = 768_000;
export const MAX_CHANNELS = 8;

export const TAG_PCM = 1;
export const TAG_FLOAT = 3;
export const TAG_EXTENSIBLE = 0xfffe;

/** In a 32-bit size field: "see ds64" in an RF64 file, "not known" in a RIFF file. */
export const SIZE_ELSEWHERE = 0xffff_ffff;

export const RIFF_BYTES = 12; // 'RIFF', size, 'WAVE'
export const DS64_PAYLOAD_BYTES = 28; // riff size 8, data size 8, sample count 8, table length 4 (EBU Tech 3306 section 3.5)
const FACT_PAYLOAD_BYTES = 4;

/**
 * Channel masks by channel count: mono, stereo, 3.0, quad, 5.0, 5.1, 6.1, 7.1 (dwChannelMask of WAVEFORMATEXTENSIBLE).
 * Web Audio's quad and 5.1 have the same order; 6.1 is that of FLAC (RFC 9639 section 9.1.3).
 */
const CHANNEL_MASKS = [0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x70f, 0x63f] as const;

/** Bytes 2 to 15 of KSDATAFORMAT_SUBTYPE_PCM and _IEEE_FLOAT; bytes 0 and 1 are the format tag. */
export const SUBTYPE_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71] as const;

/** Whether a file that begins so is a WAV, if its form type is WAVE. */
export function isWavForm(form: string): boolean {
  return ['RIFF', 'RF64', 'BW64'].includes(form);
}

export function bytesPerFrame(shape: WavShape): number {
  return shape.channels * bytesPerSample(shape.format);
}

/** Bytes before the first sample: 80 to 116. Depends on the shape only, not on the length. */
export function headerBytes(shape: WavShape): number {
  return RIFF_BYTES + 8 + DS64_PAYLOAD_BYTES + 8 + fmtPayloadBytes(shape) + factChunkBytes(shape) + 8;
}

/** PCM has the plain 16 bytes, float adds cbSize, and more than two channels need the extensible form. */
function fmtPayloadBytes(shape: WavShape): number {
  if (shape.channels > 2) return 40;
  return shape.format === 'f32' ? 18 : 16;
}

/** Every format except integer PCM has a `fact` chunk (Multimedia Data Standards Update, Microsoft 1994). */
function factChunkBytes(shape: WavShape): number {
  return shape.format === 'f32' ? 8 + FACT_PAYLOAD_BYTES : 0;
}

/**
 * Returns a header for `dataBytes` (0 to 2^53 - 1) bytes of samples. Each sync overwrites the previous header with a
 * new one.
 *
 * While the RIFF size fits in 32 bits, the file is RIFF with a `JUNK` chunk of 28 bytes. After that it is RF64, and the
 * same 28 bytes become its `ds64` (EBU Tech 3306 section 3.6).
 *
 * `trailingBytes` counts everything after the samples: the pad byte after an odd number of data bytes, and any chunks
 * (see `markerChunks`). The RIFF size always includes that pad byte and the data size never does. While recording, with
 * `trailingBytes` 0, the file may therefore be one byte shorter than its RIFF size says.
 * @throws RangeError if the shape, `dataBytes` or `trailingBytes` is out of range
 */
export function writeWavHeader(shape: WavShape, dataBytes: number, trailingBytes = 0): Uint8Array {
  checkShape(shape);
  checkBytes('dataBytes', dataBytes);
  checkBytes('trailingBytes', trailingBytes);
  const length = headerBytes(shape);
  const unpaddedBytes = length - 8 + dataBytes + trailingBytes;
  const riffBytes = unpaddedBytes + (unpaddedBytes % 2);
  checkBytes('dataBytes + trailingBytes', riffBytes);

  const frames = Math.floor(dataBytes / bytesPerFrame(shape));
  const large = riffBytes >= SIZE_ELSEWHERE;
  const size32 = (size: number): number => (large ? SIZE_ELSEWHERE : size);
  const header = new Uint8Array(length);
  const view = new DataView(header.buffer);

  writeFourCc(view, 0, large ? 'RF64' : 'RIFF');
  view.setUint32(4, size32(riffBytes), true);
  writeFourCc(view, 8, 'WAVE');

  let at = beginChunk(view, RIFF_BYTES, large ? 'ds64' : 'JUNK', DS64_PAYLOAD_BYTES);
  if (large) {
    view.setBigUint64(at, BigInt(riffBytes), true);
    view.setBigUint64(at + 8, BigInt(dataBytes), true);
    view.setBigUint64(at + 16, BigInt(frames), true);
  }
  at += DS64_PAYLOAD_BYTES;

  at = beginChunk(view, at, 'fmt ', fmtPayloadBytes(shape));
  writeFmtPayload(view, at, shape);
  at += fmtPayloadBytes(shape);

  if (factChunkBytes(shape) > 0) {
    at = beginChunk(view, at, 'fact', FACT_PAYLOAD_BYTES);
    view.setUint32(at, size32(frames), true);
    at += FACT_PAYLOAD_BYTES;
  }

  beginChunk(view, at, 'data', size32(dataBytes));
  return header;
}

/** Writes a chunk's id and size. Returns the offset of its payload. */
function beginChunk(view: DataView, offset: number, id: string, payloadBytes: number): number {
  writeFourCc(view, offset, id);
  view.setUint32(offset + 4, payloadBytes, true);
  return offset + 8;
}

function writeFmtPayload(view: DataView, at: number, shape: WavShape): void {
  const tag = shape.format === 'f32' ? TAG_FLOAT : TAG_PCM;
  const extensible = shape.channels > 2;
  view.setUint16(at, extensible ? TAG_EXTENSIBLE : tag, true);
  view.setUint16(at + 2, shape.channels, true);
  view.setUint32(at + 4, shape.sampleRate, true);
  view.setUint32(at + 8, shape.sampleRate * bytesPerFrame(shape), true);
  view.setUint16(at + 12, bytesPerFrame(shape), true);
  view.setUint16(at + 14, bitsPerSample(shape.format), true);
  if (!extensible) return; // A float's cbSize is already 0.
  view.setUint16(at + 16, 22, true); // cbSize: the bytes after this field
  view.setUint16(at + 18, bitsPerSample(shape.format), true);
  view.setUint32(at + 20, CHANNEL_MASKS[shape.channels - 1]!, true);
  view.setUint16(at + 24, tag, true);
  SUBTYPE_TAIL.forEach((byte, i) => view.setUint8(at + 26 + i, byte));
}

function checkShape(shape: WavShape): void {
  if (!isWhole(shape.sampleRate, 1, MAX_WAV_SAMPLE_RATE)) {
    throw new RangeError(
      `sampleRate must be a whole number from 1 to ${MAX_WAV_SAMPLE_RATE}, not ${shape.sampleRate}`,
    );
  }
  if (!isWhole(shape.channels, 1, MAX_CHANNELS)) {
    throw new RangeError(`channels must be a whole number from 1 to ${MAX_CHANNELS}, not ${shape.channels}`);
  }
}

function checkBytes(name: string, bytes: number): void {
  if (!isWhole(bytes, 0, Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${name} must be a whole number from 0 to 2^53 - 1, not ${bytes}`);
  }
}

export function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
