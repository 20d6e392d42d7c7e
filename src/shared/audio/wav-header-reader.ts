import { readFourCc } from './four-cc.ts';
import type { SampleFormat } from './sample-format.ts';
import {
  bytesPerFrame,
  DS64_PAYLOAD_BYTES,
  isWhole,
  isWavForm,
  MAX_CHANNELS,
  MAX_WAV_SAMPLE_RATE,
  RIFF_BYTES,
  SIZE_ELSEWHERE,
  SUBTYPE_TAIL,
  TAG_EXTENSIBLE,
  TAG_FLOAT,
  TAG_PCM,
  type WavShape,
} from './wav-header.ts';

export type WavHeaderProblem =
  /** Not RIFF, RF64 or BW64 with form type WAVE. */
  | 'not-wav'
  /** The bytes given end before the data chunk begins, or a chunk's size reaches past them. */
  | 'no-data'
  /** The data chunk comes before any usable `fmt ` chunk. */
  | 'no-format'
  /** A codec, sample size, channel count or rate that does not fit a WavShape. */
  | 'unsupported-format';

export type WavHeader =
  | {
      readonly ok: true;
      readonly shape: WavShape;
      /** Bytes from the start of the file to the first sample. */
      readonly dataOffset: number;
      /**
       * As the header says. 'unknown' if the size is 0, or if it is -1 and no `ds64` chunk gives it: the writer was cut
       * short.
       */
      readonly dataBytes: number | 'unknown';
    }
  | { readonly ok: false; readonly reason: WavHeaderProblem };

/**
 * Reads a WAV header from the first bytes of a file. Accepts Capstan's own header and that of any other WAV whose
 * format fits a WavShape. Skips unknown chunks; they must end within `bytes`.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const form = readFourCc(view, 0);
  if (!isWavForm(form) || readFourCc(view, 8) !== 'WAVE') {
    return { ok: false, reason: 'not-wav' };
  }

  let shape: WavShape | 'unsupported' | undefined;
  let ds64DataBytes: number | 'unknown' = 'unknown';
  let offset = RIFF_BYTES;
  while (offset + 8 <= view.byteLength) {
    const id = readFourCc(view, offset);
    const size = view.getUint32(offset + 4, true);
    const payload = offset + 8;
    if (id === 'data') {
      if (shape === undefined) return { ok: false, reason: 'no-format' };
      if (shape === 'unsupported') return { ok: false, reason: 'unsupported-format' };
      const elsewhere = size === SIZE_ELSEWHERE;
      const dataBytes = elsewhere ? ds64DataBytes : size === 0 ? 'unknown' : size;
      return { ok: true, shape, dataOffset: payload, dataBytes };
    }
    if (payload + size > view.byteLength) break;
    if (id === 'fmt ') shape = readFmtPayload(view, payload, size);
    if (id === 'ds64' && form !== 'RIFF' && size >= DS64_PAYLOAD_BYTES - 4) {
      ds64DataBytes = readDataSize64(view, payload + 8);
    }
    offset = payload + size + (size % 2);
  }
  return { ok: false, reason: 'no-data' };
}

function readDataSize64(view: DataView, offset: number): number | 'unknown' {
  const size = Number(view.getBigUint64(offset, true));
  return size > 0 && size <= Number.MAX_SAFE_INTEGER ? size : 'unknown';
}

function readFmtPayload(view: DataView, at: number, size: number): WavShape | 'unsupported' {
  if (size < 16) return 'unsupported';
  let tag = view.getUint16(at, true);
  if (tag === TAG_EXTENSIBLE) {
    if (size < 40 || !SUBTYPE_TAIL.every((byte, i) => view.getUint8(at + 26 + i) === byte))
      return 'unsupported';
    tag = view.getUint16(at + 24, true);
  }
  const format = sampleFormatOf(tag, view.getUint16(at + 14, true));
  if (format === undefined) return 'unsupported';
  const shape = { sampleRate: view.getUint32(at + 4, true), channels: view.getUint16(at + 2, true), format };
  const sound =
    isWhole(shape.sampleRate, 1, MAX_WAV_SAMPLE_RATE) &&
    isWhole(shape.channels, 1, MAX_CHANNELS) &&
    view.getUint16(at + 12, true) === bytesPerFrame(shape);
  return sound ? shape : 'unsupported';
}

function sampleFormatOf(tag: number, bits: number): SampleFormat | undefined {
  if (tag === TAG_PCM && bits === 16) return 's16';
  if (tag === TAG_PCM && bits === 24) return 's24';
  if (tag === TAG_FLOAT && bits === 32) return 'f32';
  return undefined;
}
