import { describe, expect, test } from 'vitest';
import { toFloats } from '../../../src/shared/audio/float-samples.ts';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { bytesPerFrame, headerBytes, type WavShape } from '../../../src/shared/audio/wav-header.ts';
import { COLUMN_WORDS, isClipped } from '../../../src/shared/peaks/peak-column.ts';
import { columnsOf, readSamples } from '../../../src/ui/editor/sample-columns.ts';

const FRAMES = 1000;

function journal(shape: WavShape): { file: Blob; packed: Uint8Array<ArrayBuffer> } {
  const packed = new Uint8Array(FRAMES * bytesPerFrame(shape));
  let seed = 7;
  for (let i = 0; i < packed.length; i++)
    packed[i] = (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 24;
  if (shape.format === 'f32') {
    const view = new DataView(packed.buffer);
    for (let at = 0; at < packed.length; at += 4) view.setFloat32(at, Math.sin(at), true);
  }
  return { file: new Blob([new Uint8Array(headerBytes(shape)), packed]), packed };
}

describe.each(SAMPLE_FORMATS)('a journal of %s', (format) => {
  test.each([1, 2, 3])('with %d channels is read as the rest of Capstan reads it', async (channels) => {
    const shape = { sampleRate: 48_000, channels, format };
    const { file, packed } = journal(shape);
    const floats = new Float32Array(FRAMES * channels);
    toFloats(format, packed, floats);
    const read = await readSamples(file, shape, FRAMES, { from: 100.7, to: 300.2 });
    expect(read.first).toBe(100);
    expect(read.channels).toHaveLength(channels);
    for (const [c, values] of read.channels.entries()) {
      const wanted = Array.from({ length: 201 }, (_, i) => floats[(100 + i) * channels + c]!);
      expect([...values]).toEqual(wanted.map((value) => Math.fround(value)));
    }
  });
});

test('past the end of the take there is nothing', async () => {
  const shape = { sampleRate: 48_000, channels: 1, format: 's16' } as const;
  const { file } = journal(shape);
  const read = await readSamples(file, shape, FRAMES, { from: 990, to: 2000 });
  expect(read.channels[0]).toHaveLength(10);
  expect(columnsOf(read, { from: 990, to: 1010, width: 20 })).toHaveLength(10 * COLUMN_WORDS);
  expect((await readSamples(file, shape, FRAMES, { from: 5000, to: 6000 })).channels[0]).toHaveLength(0);
});

test('a column holds the least and the greatest of its samples, and tells clipping', () => {
  const values = new Float32Array(40).fill(0.25);
  values[13] = -0.5;
  values[27] = 1;
  const columns = columnsOf({ first: 100, channels: [values] }, { from: 100, to: 140, width: 4 });
  const word = (column: number, word: number) => columns[column * COLUMN_WORDS + word]!;
  expect([0, 1, 2, 3].map((column) => word(column, 0) / 32768)).toEqual([0.25, -0.5, 0.25, 0.25]);
  expect([0, 1, 2, 3].map((column) => Math.round(word(column, 1) / 327.68))).toEqual([25, 25, 100, 25]);
  expect([0, 1, 2, 3].map((column) => isClipped(word(column, 2)))).toEqual([false, false, true, false]);
});

test('closer than one sample a column, each column holds the sample at its place', () => {
  const values = Float32Array.from([0.1, 0.2, 0.3, 0.4]);
  const columns = columnsOf({ first: 0, channels: [values] }, { from: 0, to: 4, width: 16 });
  const shown = Array.from({ length: 16 }, (_, column) =>
    (columns[column * COLUMN_WORDS + 1]! / 32768).toFixed(1),
  );
  expect(shown).toEqual([0.1, 0.2, 0.3, 0.4].flatMap((value) => Array<string>(4).fill(value.toFixed(1))));
});
