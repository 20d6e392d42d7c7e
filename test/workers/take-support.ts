import { expect } from 'vitest';
import type { SampleFormat } from '../../src/shared/audio/sample-format.ts';
import { bytesPerSample } from '../../src/shared/audio/sample-format.ts';
import { parseEventLog } from '../../src/shared/take/event-lines.ts';
import { type TakeEvent, type TakeSpec } from '../../src/shared/take/take-events.ts';
import { readWavHeader } from '../../src/shared/audio/wav-header-reader.ts';
import { bytesPerFrame, headerBytes, type WavShape } from '../../src/shared/audio/wav-header.ts';
import { firstDifference } from '../support/first-difference.ts';
import { randomSource } from '../support/random-source.ts';

export const SPEC: TakeSpec = {
  id: 'take-1',
  name: 'Take 1',
  format: 'wav',
  quality: 's24',
  sampleFormat: 's24',
  sampleRate: 48_000,
  channels: 2,
  createdAt: 1_735_786_800_000,
  source: 'microphone',
  device: 'Microphone',
};

export function shapeOf(spec: TakeSpec): WavShape {
  return { sampleRate: spec.sampleRate, channels: spec.channels, format: spec.sampleFormat };
}

/** A signal of 16-bit values, never 0, which every sample format must hold exactly. */
export class RandomSignal {
  readonly #channels: number;
  readonly #random: () => number;
  /** Every frame made so far, one 16-bit value per channel. */
  readonly frames: number[][] = [];

  constructor(channels: number, seed = 1) {
    this.#channels = channels;
    this.#random = randomSource(seed);
  }

  /** The next frames in the form that the audio thread has. */
  next(frames: number): Float32Array[] {
    const planes = Array.from({ length: this.#channels }, () => new Float32Array(frames));
    for (let i = 0; i < frames; i++) {
      const frame = planes.map(() => 1 + Math.floor(this.#random() * 30_000));
      planes.forEach((plane, channel) => {
        // The values have both signs, and none is at the very top.
        if (this.#random() < 0.5) frame[channel] = -frame[channel]!;
        plane[i] = frame[channel]! / 32_768;
      });
      this.frames.push(frame);
    }
    return planes;
  }
}

/** 16-bit frames in the form that a journal must have. */
export function packed(frames: readonly (readonly number[])[], format: SampleFormat): Uint8Array {
  const bytes = bytesPerSample(format);
  const samples = frames.flat();
  const view = new DataView(new ArrayBuffer(samples.length * bytes));
  samples.forEach((value, i) => {
    if (format === 's16') view.setInt16(2 * i, value, true);
    if (format === 'f32') view.setFloat32(4 * i, value / 32_768, true);
    if (format === 's24') {
      view.setUint8(3 * i, 0);
      view.setInt16(3 * i + 1, value, true);
    }
  });
  return new Uint8Array(view.buffer);
}

/** Compares long byte arrays. The matchers' own comparison takes seconds. */
export function expectBytes(actual: Uint8Array, expected: Uint8Array): void {
  expect({ bytes: actual.length, differsAt: firstDifference(actual, expected) }).toEqual({
    bytes: expected.length,
    differsAt: -1,
  });
}

/**
 * The audio of a WAV file. Checks the header: its shape, and the data size and the RIFF size against the file's own
 * size.
 */
export function audioOf(file: Uint8Array, shape: WavShape, trailingBytes: number | 'any' = 0): Uint8Array {
  const header = readWavHeader(file);
  if (!header.ok) throw new Error(`the header cannot be read: ${header.reason}`);
  const dataBytes = header.dataBytes === 'unknown' ? 0 : header.dataBytes;
  const riffBytes = new DataView(file.buffer, file.byteOffset).getUint32(4, true);
  const trailing = trailingBytes === 'any' ? file.length - headerBytes(shape) - dataBytes : trailingBytes;
  expect({
    shape: header.shape,
    dataOffset: header.dataOffset,
    fileBytes: file.length,
    partOfFrame: dataBytes % bytesPerFrame(shape),
    // The pad byte of an odd file is counted before it is written.
    riffBytes: riffBytes + 8 - ((file.length + riffBytes) % 2),
  }).toEqual({
    shape,
    dataOffset: headerBytes(shape),
    fileBytes: headerBytes(shape) + dataBytes + trailing,
    partOfFrame: 0,
    riffBytes: file.length,
  });
  return file.subarray(header.dataOffset, header.dataOffset + dataBytes);
}

/**
 * Parses a log. The padding that a log reserves is removed before decoding, because the crash tests read some ten
 * thousand logs.
 */
export function eventsOf(log: Uint8Array): TakeEvent[] {
  let end = log.length;
  while (end > 0 && (log[end - 1] === 0x20 || log[end - 1] === 0x0a)) end--;
  return parseEventLog(new TextDecoder().decode(log.subarray(0, end)));
}

/** The places and labels of markers. */
export function plain(
  markers: readonly { frame: number; label: string }[],
): { frame: number; label: string }[] {
  return markers.map(({ frame, label }) => ({ frame, label }));
}

/** The labels and frames of a WAV file's cue points, read chunk by chunk after the audio. */
export function markersOf(file: Uint8Array, shape: WavShape): { frame: number; label: string }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const header = readWavHeader(file);
  if (!header.ok || header.dataBytes === 'unknown') return [];
  const frames = new Map<number, number>();
  const markers: { frame: number; label: string }[] = [];
  let at = headerBytes(shape) + header.dataBytes;
  at += at % 2;
  while (at + 8 <= file.length) {
    const id = text(file.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (id === 'cue ') {
      const count = view.getUint32(at + 8, true);
      for (let i = 0; i < count; i++) {
        const point = at + 12 + 24 * i;
        frames.set(view.getUint32(point, true), view.getUint32(point + 20, true));
      }
    }
    if (id === 'LIST') {
      for (let item = at + 12; item < at + 8 + size;) {
        const length = view.getUint32(item + 4, true);
        const frame = frames.get(view.getUint32(item + 8, true));
        markers.push({ frame: frame!, label: text(file.subarray(item + 12, item + 8 + length - 1)) });
        item += 8 + length + (length % 2);
      }
    }
    at += 8 + size + (size % 2);
  }
  return markers;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
