import { expect } from 'vitest';
import type { SampleFormat } from '../../src/shared/audio/sample-format.ts';
import { bytesPerSample } from '../../src/shared/audio/sample-format.ts';
import { columnCount, LEVELS } from '../../src/shared/peaks/peak-column.ts';
import { levelOffset, PEAKS_HEADER_BYTES, readPeaksHeader } from '../../src/shared/peaks/peaks-header.ts';

interface Shape {
  readonly sampleRate: number;
  readonly channels: number;
}

/** One channel of a column: minimum, maximum, RMS, and whether a sample clipped. */
type Cell = readonly [minimum: number, maximum: number, rms: number, clipped: boolean];

/**
 * The columns that describe 16-bit frames, level by level, as plainly as it can be told: level 0 from the samples,
 * every other from 16 columns of the level below.
 */
export function plainLevels(frames: readonly (readonly number[])[], channels: number): Int16Array[] {
  let columns = groups(frames, 256).map((group) =>
    Array.from({ length: channels }, (_, c): Cell => {
      const samples = group.map((frame) => frame[c]!);
      const squares = samples.reduce((sum, v) => sum + (v / 32768) ** 2, 0);
      const rms = Math.round(Math.min(1, Math.sqrt(squares / samples.length)) * 32767);
      const clipped = samples.some((v) => v >= 32767 || v <= -32768);
      return [Math.min(...samples), Math.max(...samples), rms, clipped];
    }),
  );
  const levels = [words(columns)];
  for (let level = 1; level < LEVELS; level++) {
    columns = groups(columns, 16).map((group) =>
      Array.from({ length: channels }, (_, c): Cell => {
        const cells = group.map((column) => column[c]!);
        const squares = cells.reduce((sum, [, , rms]) => sum + (rms / 32767) ** 2, 0);
        return [
          Math.min(...cells.map(([minimum]) => minimum)),
          Math.max(...cells.map(([, maximum]) => maximum)),
          Math.round(Math.sqrt(squares / cells.length) * 32767),
          cells.some(([, , , clipped]) => clipped),
        ];
      }),
    );
    levels.push(words(columns));
  }
  return levels;
}

function groups<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function words(columns: readonly (readonly Cell[])[]): Int16Array {
  return Int16Array.from(
    columns.flatMap((column) =>
      column.flatMap(([minimum, maximum, rms, clipped]) => [minimum, maximum, clipped ? rms - 32768 : rms]),
    ),
  );
}

/**
 * Expects a complete `peaks.bin` that describes these 16-bit frames.
 * @param fromFloats whether it was made from floats as Chromium delivers them, v / 32767 where positive: its words may
 *   then differ by one step of 16 bits, and 32766 cannot be told from the clipped 32767
 */
export function expectPeaks(
  file: Uint8Array,
  shape: Shape,
  frames: readonly (readonly number[])[],
  fromFloats = false,
): void {
  const extent = readPeaksHeader(file.subarray(0, PEAKS_HEADER_BYTES), shape, file.length);
  expect(extent).toEqual({ frames: frames.length, complete: true });
  plainLevels(frames, shape.channels).forEach((expected, level) => {
    const found = levelOf(file, shape, frames.length, level);
    const differsAt = found.findIndex((word, i) => {
      if (!fromFloats) return word !== expected[i];
      const unclear = i % 3 === 2 && expected[i - 1]! >= 32766;
      const mask = unclear ? 0x7fff : 0xffff;
      return Math.abs((word & mask) - (expected[i]! & mask)) > 1;
    });
    const differs = differsAt < 0 ? undefined : [differsAt, found[differsAt], expected[differsAt]];
    expect({ level, words: found.length, differs }).toEqual({
      level,
      words: expected.length,
      differs: undefined,
    });
  });
}

/** The columns of one level of a complete file. */
export function levelOf(file: Uint8Array, { channels }: Shape, frames: number, level: number): Int16Array {
  const from = levelOffset(channels, frames, level);
  const bytes = file.slice(from, from + columnCount(frames, level) * channels * 6);
  return new Int16Array(bytes.buffer);
}

/** Packed audio that holds 16-bit values, as such frames. */
export function framesOf(
  audio: Uint8Array,
  { channels, sampleFormat }: { readonly channels: number; readonly sampleFormat: SampleFormat },
): number[][] {
  const size = bytesPerSample(sampleFormat);
  const view = new DataView(audio.buffer, audio.byteOffset, audio.byteLength);
  const sample = (at: number): number => {
    if (sampleFormat === 's16') return view.getInt16(at, true);
    if (sampleFormat === 's24') return view.getInt16(at + 1, true);
    return view.getFloat32(at, true) * 32768;
  };
  return Array.from({ length: audio.length / size / channels }, (_, i) =>
    Array.from({ length: channels }, (_, c) => sample((i * channels + c) * size)),
  );
}
