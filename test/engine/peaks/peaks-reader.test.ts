import { mkdtempSync, openAsBlob, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COLUMN_FRAMES, columnCount, packChannel } from '../../../src/shared/peaks/peak-column.ts';
import { levelOffset, writePeaksHeader } from '../../../src/shared/peaks/peaks-header.ts';
import { PeaksReader } from '../../../src/engine/peaks/peaks-reader.ts';

const SHAPE = { channels: 2, sampleRate: 48_000 };

/**
 * The peaks of a take of `frames` frames in a file: silence, and one loud column of level 0 at `loudAt`, with the
 * columns above it.
 */
function writePeaks(path: string, frames: number, loudAt: number): void {
  const file = openSync(path, 'w');
  writeSync(file, writePeaksHeader(SHAPE, { frames, complete: true }), 0, 32, 0);
  const loud = new Int16Array(6);
  packChannel(loud, 0, -0.5, 0.75, 0.25, false);
  packChannel(loud, 3, -1, 1, 0.5, true);
  for (let level = 0; level < 4; level++) {
    const column = Math.floor(loudAt / 16 ** level);
    writeSync(file, new Uint8Array(loud.buffer), 0, 12, levelOffset(2, frames, level) + column * 12);
  }
  const end = levelOffset(2, frames, 4);
  if (columnCount(frames, 3) - 1 > Math.floor(loudAt / 4096))
    writeSync(file, new Uint8Array(1), 0, 1, end - 1);
  closeSync(file);
}

test('the first whole overview of eight hours comes within a second, of some hundred kilobytes; any zoom as fast', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-peaks-'));
  try {
    const path = join(folder, 'peaks.bin');
    const frames = 8 * 3600 * 48_000 + 77;
    const loudAt = 2_700_000;
    writePeaks(path, frames, loudAt);
    let bytes = 0;
    const file = await openAsBlob(path);
    const counted = new Proxy(file, {
      get(blob, name) {
        if (name === 'slice')
          return (from: number, to: number) => {
            bytes += to - from;
            return blob.slice(from, to);
          };
        return Reflect.get(blob, name) as unknown;
      },
    });
    const began = performance.now();
    const reader = await PeaksReader.open(counted, SHAPE, frames);
    const whole = await reader!.show({ from: 0, to: frames, width: 800 });
    const ms = performance.now() - began;
    console.log(
      `8 h: ${(file.size / 1e6).toFixed(1)} MB of peaks, overview ${ms.toFixed(0)} ms, ${bytes} bytes`,
    );
    expect(whole).toHaveLength(800 * 6);
    expect(ms).toBeLessThan(1000);
    expect(bytes).toBeLessThan(400_000);
    const pixel = Math.floor((loudAt * COLUMN_FRAMES * 800) / frames);
    expect([...whole.subarray(pixel * 6, pixel * 6 + 6)]).toEqual([
      -16384,
      24576,
      expect.any(Number),
      -32768,
      32767,
      expect.any(Number),
    ]);
    // A column that lies across two pixels is in both.
    expect(whole.filter((word) => word === 24576).length).toBeLessThanOrEqual(2);

    for (const seconds of [3600, 60, 5, 0.5]) {
      const from = loudAt * COLUMN_FRAMES - (seconds / 4) * 48_000;
      const zoomed = performance.now();
      const columns = await reader!.show({ from, to: from + seconds * 48_000, width: 1600 });
      expect(performance.now() - zoomed).toBeLessThan(1000);
      expect(columns.indexOf(24576) / 6 / 1600).toBeCloseTo(0.25, 2);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file that does not describe exactly the take is not opened, and one that ends early shows no more than it has', async () => {
  const frames = 10_000;
  const bytes = new Uint8Array(levelOffset(2, frames, 4));
  bytes.set(writePeaksHeader(SHAPE, { frames, complete: true }));
  const file = new Blob([bytes]);
  expect(await PeaksReader.open(file, SHAPE, 10_001)).toBeUndefined();
  expect(await PeaksReader.open(new Blob([bytes.subarray(0, -1)]), SHAPE, frames)).toBeUndefined();
  const reader = await PeaksReader.open(file, SHAPE, undefined);
  expect(reader?.frames).toBe(frames);
  expect(await reader!.show({ from: 0, to: 20_000, width: 100 })).toHaveLength(50 * 6);
  expect(await reader!.show({ from: 20_000, to: 30_000, width: 100 })).toHaveLength(0);
});
