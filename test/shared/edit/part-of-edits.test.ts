import { describe, expect, test } from 'vitest';
import { factorAt } from '../../../src/shared/edit/edit-level.ts';
import { segmentsOf, type EditOperation } from '../../../src/shared/edit/edit-list.ts';
import { partOfEdits } from '../../../src/shared/edit/part-of-edits.ts';
import { randomSource } from '../../support/random-source.ts';

const FRAMES = 200;
const KINDS = ['cut', 'silence', 'gain', 'fade-in', 'fade-out', 'keep'] as const;

/** Every frame that plays, as a frame of the whole recording, with its factor; 0 where it is silent. */
function played(operations: readonly EditOperation[], frames: number, from = 0): string[] {
  return segmentsOf(operations, frames).flatMap((segment) =>
    Array.from({ length: segment.to - segment.from }, (_, i) => {
      const frame = segment.from + i;
      const factor = segment.silent ? 0 : segment.level === undefined ? 1 : factorAt(segment.level, frame);
      return `${from + frame} ${factor}`;
    }),
  );
}

function randomEdits(random: () => number): EditOperation[] {
  const below = (limit: number) => Math.floor(random() * limit);
  return Array.from({ length: 1 + below(8) }, () => {
    const from = below(FRAMES);
    const to = from + 1 + below(FRAMES - from);
    const kind = KINDS[below(random() < 0.2 ? KINDS.length : KINDS.length - 1)]!;
    if (kind === 'gain') return { kind, from, to, decibels: below(40) - 20 };
    return kind === 'keep' ? { kind, from, to, ...(random() < 0.7 && { of: FRAMES }) } : { kind, from, to };
  });
}

describe.each([1, 2, 3])('a take with random edits that is split at random (%i)', (seed) => {
  const random = randomSource(seed);

  test('plays the same frames with the same factors, part after part, also if a part is split again', () => {
    for (let round = 0; round < 400; round++) {
      const edits = randomEdits(random);
      const place = 1 + Math.floor(random() * (FRAMES - 1));
      const first = partOfEdits(edits, FRAMES, { from: 0, to: place });
      const second = partOfEdits(edits, FRAMES, { from: place, to: FRAMES });
      const whole = played(edits, FRAMES);
      const parts = [...played(first, place), ...played(second, FRAMES - place, place)];
      expect({ edits, place, parts }).toEqual({ edits, place, parts: whole });

      const rest = FRAMES - place;
      if (rest < 2) continue;
      const again = 1 + Math.floor(random() * (rest - 1));
      const third = partOfEdits(second, rest, { from: 0, to: again });
      const fourth = partOfEdits(second, rest, { from: again, to: rest });
      expect([
        ...played(first, place),
        ...played(third, again, place),
        ...played(fourth, rest - again, place + again),
      ]).toEqual(whole);
    }
  });

  test('plays the same after its last edits are undone, one after another', () => {
    for (let round = 0; round < 50; round++) {
      const edits = randomEdits(random);
      const place = 1 + Math.floor(random() * (FRAMES - 1));
      for (let left = edits.length; left >= 0; left--) {
        const some = edits.slice(0, left);
        const part = partOfEdits(some, FRAMES, { from: place, to: FRAMES });
        // What is carried over of fewer edits is the beginning of what is carried over of all.
        expect(partOfEdits(edits, FRAMES, { from: place, to: FRAMES }).slice(0, part.length)).toEqual(part);
      }
    }
  });
});

test('edits that change nothing in a part are not carried over', () => {
  const edits: EditOperation[] = [
    { kind: 'cut', from: 10, to: 20 },
    { kind: 'keep', from: 0, to: 150, of: FRAMES },
    { kind: 'gain', from: 90, to: 100, decibels: 6 },
  ];
  expect(partOfEdits(edits, FRAMES, { from: 100, to: 150 })).toEqual([]);
  expect(partOfEdits(edits, FRAMES, { from: 0, to: 100 })).toEqual([edits[0], edits[2]]);
});

test('what a part gets later stays, where the whole take would have kept it', () => {
  const edits: EditOperation[] = [{ kind: 'keep', from: 20, to: 60, of: FRAMES }];
  const longer = 30;
  const second = partOfEdits(edits, FRAMES, { from: 100, to: FRAMES });
  expect(played(second, FRAMES - 100 + longer)).toEqual(
    Array.from({ length: longer }, (_, i) => `${FRAMES - 100 + i} 1`),
  );
});
