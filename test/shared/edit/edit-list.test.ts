import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replayEdits, type EditEvent } from '../../../src/shared/edit/edit-history.ts';
import { EditList, gainAt } from '../../../src/shared/edit/edit-list.ts';
import { checkOperation, type EditOperation } from '../../../src/shared/edit/edit-operation.ts';

const FRAMES = 60;

const span = fc
  .tuple(fc.nat(FRAMES - 1), fc.integer({ min: 1, max: FRAMES }))
  .map(([from, length]) => ({ from, to: Math.min(FRAMES, from + length) }));

const operation: fc.Arbitrary<EditOperation> = fc.oneof(
  span.map((of) => ({ kind: 'cut' as const, ...of })),
  span.map((of) => ({ kind: 'keep' as const, of: FRAMES, ...of })),
  span.map((of) => ({ kind: 'silence' as const, ...of })),
  fc.tuple(span, fc.integer({ min: -20, max: 20 })).map(([of, db]) => ({ kind: 'gain' as const, db, ...of })),
  fc
    .tuple(span, fc.constantFrom('in' as const, 'out' as const))
    .map(([of, shape]) => ({ kind: 'fade' as const, shape, ...of })),
);

interface PlainFrame {
  readonly original: number;
  gain: number;
}

/** The same edits, made frame by frame. */
function plainly(operations: readonly EditOperation[], frames = FRAMES): PlainFrame[] {
  let plays: PlainFrame[] = Array.from({ length: frames }, (_, original) => ({ original, gain: 1 }));
  for (const edit of operations) {
    const { from, to } = edit;
    const inside = ({ original }: PlainFrame): boolean => original >= from && original < to;
    if (edit.kind === 'cut') plays = plays.filter((frame) => !inside(frame));
    else if (edit.kind === 'keep') {
      plays = plays.filter((frame) => inside(frame) || frame.original >= edit.of);
    } else {
      for (const frame of plays.filter(inside)) {
        const { original } = frame;
        const length = to - from;
        if (edit.kind === 'silence') frame.gain = 0;
        else if (edit.kind === 'gain') frame.gain *= 10 ** (edit.db / 20);
        else if (edit.kind === 'fade')
          frame.gain *= (edit.shape === 'in' ? original - from : to - 1 - original) / length;
      }
    }
  }
  return plays;
}

function played(list: EditList): PlainFrame[] {
  return list.pieces.flatMap((piece) =>
    Array.from({ length: piece.to - piece.from }, (_, i) => ({
      original: piece.from + i,
      gain: gainAt(piece, piece.from + i),
    })),
  );
}

describe('an edit list', () => {
  test('plays what the same edits leave, frame by frame', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 12 }), (operations) => {
        const list = new EditList(operations, FRAMES);
        const expected = plainly(operations);
        const found = played(list);
        expect(found.map(({ original }) => original)).toEqual(expected.map(({ original }) => original));
        found.forEach(({ gain }, i) => expect(gain).toBeCloseTo(expected[i]!.gain, 9));
        expect(list.frames).toBe(expected.length);
        for (const [edited, { original }] of expected.entries()) {
          expect(list.toOriginal(edited)).toBe(original);
          expect(list.toEdited(original)).toBe(edited);
        }
        const left = new Set(expected.map(({ original }) => original));
        const end = (expected.at(-1)?.original ?? -1) + 1;
        for (let original = 0; original < end; original++) {
          if (!left.has(original)) expect(list.toEdited(original)).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('has one piece for what is treated alike, however often it was edited', () => {
    const cuts = Array.from({ length: 20 }, (_, i) => ({ kind: 'cut' as const, from: 10 + i, to: 11 + i }));
    expect(new EditList(cuts, FRAMES).pieces).toHaveLength(2);
    const twice: EditOperation[] = [
      { kind: 'gain', from: 0, to: 30, db: 6 },
      { kind: 'gain', from: 30, to: 60, db: 6 },
    ];
    expect(new EditList(twice, FRAMES).pieces).toHaveLength(1);
  });

  test('keeps what was recorded after a span was chosen to be kept', () => {
    const list = new EditList([{ kind: 'keep', from: 10, to: 20, of: FRAMES }], FRAMES + 5);
    expect(played(list).map(({ original }) => original)).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 60, 61, 62, 63, 64,
    ]);
  });
});

test('undo and redo walk along what was edited; a new edit drops what was undone', () => {
  const step = fc.oneof(operation, fc.constant('undo' as const), fc.constant('redo' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const done: EditOperation[] = [];
      let undone: EditOperation[] = [];
      const states = new Map<number, string>();
      const events: EditEvent[] = [];
      for (const next of steps) {
        if (next === 'undo') {
          if (done.length > 0) undone.push(done.pop()!);
          events.push({ type: 'edit-undone' });
        } else if (next === 'redo') {
          if (undone.length > 0) done.push(undone.pop()!);
          events.push({ type: 'edit-redone' });
        } else {
          done.push(next);
          undone = [];
          events.push({ type: 'edited', operation: next });
        }
        const edits = replayEdits(events);
        expect(edits).toMatchObject({
          operations: done,
          canUndo: done.length > 0,
          canRedo: undone.length > 0,
        });
        // One number never stands for two lists of edits.
        const text = JSON.stringify(done);
        expect(states.get(edits.state) ?? text).toBe(text);
        states.set(edits.state, text);
      }
      expect(replayEdits([]).state).toBe(0);
    }),
  );
});

test.each([
  [{ kind: 'cut', from: -1, to: 3 }, 'from must'],
  [{ kind: 'cut', from: 1.5, to: 3 }, 'from must'],
  [{ kind: 'cut', from: FRAMES, to: FRAMES + 1 }, 'from must'],
  [{ kind: 'cut', from: 3, to: 3 }, 'to must'],
  [{ kind: 'silence', from: 3, to: FRAMES + 1 }, 'to must'],
  [{ kind: 'keep', from: 3, to: 4, of: 5 }, 'of must'],
  [{ kind: 'gain', from: 3, to: 4, db: Number.NaN }, 'db must'],
  [{ kind: 'gain', from: 3, to: 4, db: 25 }, 'db must'],
  [{ kind: 'fade', from: 3, to: 4, shape: 'up' }, 'shape must'],
  [{ kind: 'reverse', from: 3, to: 4 }, 'kind must'],
] as [EditOperation, string][])('%o is refused: %s', (refused, words) => {
  expect(() => checkOperation(refused, FRAMES)).toThrow(words);
});
