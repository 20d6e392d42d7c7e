import { describe, expect, test } from 'vitest';
import { assertWhole } from '../../../src/engine/encode/live-encoding.ts';
import { formatEntry, FORMATS, type FormatId } from '../../../src/shared/audio/formats.ts';

/** Whether a file that plays `frames` passes for a recording of `recorded` frames at `sampleRate`. */
function passes(format: FormatId, sampleRate: number, recorded: number, frames: number): boolean {
  const result = {
    outcome: 'done',
    bytes: 1,
    bytesIn: 1,
    frames,
    sampleRate,
    over: 0,
    silence: 0,
    discarded: 0,
    log: '',
  } as const;
  try {
    assertWhole(result, { format, sampleRate }, recorded);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'encode-failed' });
    return false;
  }
}

describe.each(FORMATS.map(({ id }) => id))('a %s file', (id) => {
  const tolerance = Math.max(1, formatEntry(id).codecFrame);

  test('may differ from its recording by one codec frame, and no more', () => {
    for (const off of [0, 1, -1, tolerance, -tolerance])
      expect(passes(id, 48_000, 1e6, 1e6 + off)).toBe(true);
    for (const off of [tolerance + 1, -tolerance - 1]) expect(passes(id, 48_000, 1e6, 1e6 + off)).toBe(false);
  });
});

test('a lossless file that lacks 10 ms does not pass', () => {
  expect(passes('flac', 48_000, 48_000, 47_520)).toBe(false);
  expect(passes('wav', 48_000, 48_000, 47_520)).toBe(false);
});

test('a resampled file is measured at its own rate', () => {
  expect(passes('opus', 44_100, 44_100 * 60, 48_000 * 60)).toBe(true);
  expect(passes('opus', 44_100, 44_100 * 60, 44_100 * 60)).toBe(false);
  expect(passes('mp3', 192_000, 192_000 * 60, 48_000 * 60)).toBe(true);
});

test('the error tells both lengths', () => {
  const result = {
    outcome: 'done',
    bytes: 1,
    bytesIn: 1,
    frames: 10,
    sampleRate: 48_000,
    over: 0,
    silence: 0,
    discarded: 0,
    log: '',
  } as const;
  expect(() => assertWhole(result, { format: 'wav', sampleRate: 48_000 }, 48_000)).toThrow(
    'the file plays 10 frames, not 48000',
  );
});
