import { expect, test } from 'vitest';
import { segmentsOf, type EditOperation, type Segment } from '../../../src/shared/edit/edit-list.ts';
import { factorAt } from '../../../src/shared/edit/edit-level.ts';
import { COLUMN_WORDS, isClipped } from '../../../src/shared/peaks/peak-column.ts';
import { EditedPeaks } from '../../../src/ui/editor/edited-peaks.ts';
import { columnsOf } from '../../../src/ui/editor/sample-columns.ts';
import type { PeakSource } from '../../../src/ui/waveform/peak-source.ts';
import { randomSource } from '../../support/random-source.ts';

const FRAMES = 4000;
const random = randomSource(9);
const samples = [0, 1].map(() => Float32Array.from({ length: FRAMES }, () => 0.5 * random() - 0.25));

function sourceOf(channels: readonly Float32Array[]): PeakSource {
  return {
    channels: channels.length,
    frames: channels[0]!.length,
    show: (range) => Promise.resolve(columnsOf({ first: 0, channels }, range)),
  };
}

/** The samples as they play. */
function played(segments: readonly Segment[]): Float32Array[] {
  return samples.map((channel) =>
    Float32Array.from(
      segments.flatMap(({ from, to, silent, level }) =>
        Array.from({ length: to - from }, (_, i) =>
          silent ? 0 : channel[from + i]! * (level === undefined ? 1 : factorAt(level, from + i)),
        ),
      ),
    ),
  );
}

test('an edited take looks as loud as it plays', async () => {
  const operations: EditOperation[] = [
    { kind: 'gain', decibels: 6, from: 1000, to: 2000 },
    { kind: 'cut', from: 400, to: 600 },
    { kind: 'fade-in', from: 0, to: 1000 },
    { kind: 'silence', from: 2200, to: 2400 },
    { kind: 'fade-out', from: 3000, to: 4000 },
  ];
  const segments = segmentsOf(operations, FRAMES);
  const edited = new EditedPeaks(sourceOf(samples), segments);
  const real = sourceOf(played(segments));
  expect(edited.frames).toBe(real.frames);
  // Columns of ten frames, none of which has two segments in it.
  const range = { from: 0, to: edited.frames, width: edited.frames / 10 };
  const [found, wanted] = [await edited.show(range), await real.show(range)];
  expect(found.length).toBe(wanted.length);
  // A fade changes by a hundredth within a column.
  for (const [word, value] of found.entries()) {
    const near = word % COLUMN_WORDS === 2 ? 350 : 120;
    expect(Math.abs(value - wanted[word]!), `word ${word}`).toBeLessThanOrEqual(near);
  }
});

test('what becomes too loud is shown as clipped, and only that', async () => {
  const segments = segmentsOf([{ kind: 'gain', decibels: 24, from: 1000, to: 2000 }], FRAMES);
  const columns = await new EditedPeaks(sourceOf(samples), segments).show({ from: 0, to: FRAMES, width: 4 });
  const clipped = [0, 1, 2, 3].map((column) => isClipped(columns[2 * COLUMN_WORDS * column + 2]!));
  expect(clipped).toEqual([false, true, false, false]);
  expect([...columns.subarray(6, 8)]).toEqual([-32768, 32767]);
});
