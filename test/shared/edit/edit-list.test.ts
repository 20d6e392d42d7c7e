import { expect, test } from 'vitest';
import {
  editedFrames,
  originalSpan,
  segmentsOf,
  toEdited,
  toOriginal,
  type EditOperation,
} from '../../../src/shared/edit/edit-list.ts';
import { randomSource } from '../../support/random-source.ts';
import { EditReplay, type EditEvent } from '../../../src/shared/edit/edit-replay.ts';

const FRAMES = 60;
const SILENT = -1;

/** Numbers from a seed, so that a failure can be repeated. */
function randomNumbers(seed: number): (below: number) => number {
  const random = randomSource(seed);
  return (below) => Math.floor(random() * below);
}

function randomOperations(next: (below: number) => number): EditOperation[] {
  return Array.from({ length: next(7) }, () => {
    const from = next(FRAMES);
    const kind = (['cut', 'keep', 'silence', 'cut'] as const)[next(4)]!;
    return { kind, from: kind === 'keep' ? Math.floor(from / 3) : from, to: from + 1 + next(FRAMES - from) };
  });
}

/** The plain reference: each frame of the recording by its number, one operation after another. */
function played(operations: readonly EditOperation[]): { frame: number; sound: number }[] {
  let frames = Array.from({ length: FRAMES }, (_, frame) => ({ frame, sound: frame }));
  for (const { kind, from, to } of operations) {
    const inside = ({ frame }: { frame: number }) => frame >= from && frame < to;
    if (kind === 'cut') frames = frames.filter((frame) => !inside(frame));
    else if (kind === 'keep') frames = frames.filter(inside);
    else frames = frames.map((frame) => (inside(frame) ? { ...frame, sound: SILENT } : frame));
  }
  return frames;
}

test('any operations play what they say, frame by frame, and the maps are each other’s inverse', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const operations = randomOperations(randomNumbers(seed));
    const segments = segmentsOf(operations, FRAMES);
    const wanted = played(operations);
    const found = segments.flatMap(({ from, to, silent }) =>
      Array.from({ length: to - from }, (_, i) => ({ frame: from + i, sound: silent ? SILENT : from + i })),
    );
    expect(found, `seed ${seed}`).toEqual(wanted);
    expect(editedFrames(segments)).toBe(wanted.length);
    for (const [edited, { frame }] of wanted.entries()) {
      expect(toOriginal(segments, edited)).toBe(frame);
      expect(toEdited(segments, frame)).toBe(edited);
    }
    const left = Array.from({ length: FRAMES }, (_, frame) => frame).filter(
      (frame) => !wanted.some((other) => other.frame === frame) && frame !== segments.at(-1)?.to,
    );
    for (const frame of left) expect(toEdited(segments, frame)).toBeUndefined();
  }
});

test('what is selected across a cut is the recording on both sides of it, with what was cut', () => {
  const segments = segmentsOf([{ kind: 'cut', from: 20, to: 40 }], FRAMES);
  expect(originalSpan(segments, { from: 15, to: 25 })).toEqual({ from: 15, to: 45 });
  expect(originalSpan(segments, { from: 10, to: 20 })).toEqual({ from: 10, to: 20 });
  expect(originalSpan(segments, { from: 20, to: 40 })).toEqual({ from: 40, to: 60 });
});

test('edits past the end of a take that was cut short hold as far as it goes', () => {
  expect(segmentsOf([{ kind: 'silence', from: 50, to: 90 }], FRAMES)).toEqual([
    { from: 0, to: 50, silent: false },
    { from: 50, to: 60, silent: true },
  ]);
  expect(segmentsOf([{ kind: 'cut', from: 0, to: 60 }], FRAMES)).toEqual([]);
  expect(segmentsOf([], 0)).toEqual([]);
});

test('undoing and redoing walk along the edits; each state has its own number, and the same one again', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = randomNumbers(seed);
    const replay = new EditReplay();
    let history: EditOperation[] = [];
    let at = 0;
    const states = new Map<number, string>([[0, '[]']]);
    for (let step = 0; step < 30; step++) {
      const events: EditEvent[] = [
        { type: 'edited', edit: { kind: 'cut', from: step, to: step + 1 } },
        { type: 'edit-undone' },
        { type: 'edit-redone' },
      ];
      const event = events[next(3)]!;
      replay.apply(event);
      if (event.type === 'edited') {
        history = [...history.slice(0, at), event.edit];
        at = history.length;
      } else at = Math.max(0, Math.min(history.length, at + (event.type === 'edit-undone' ? -1 : 1)));
      const { operations, canUndo, canRedo, state } = replay.edits;
      expect(operations, `seed ${seed}`).toEqual(history.slice(0, at));
      expect([canUndo, canRedo]).toEqual([at > 0, at < history.length]);
      const words = JSON.stringify(operations);
      expect(states.get(state) ?? words).toBe(words);
      states.set(state, words);
    }
  }
});

test('to keep a span leaves out what the take had then, and not what it got later, when it was continued', () => {
  const edit: EditOperation = { kind: 'keep', from: 10, to: 20, of: FRAMES };
  expect(segmentsOf([edit], FRAMES)).toEqual([{ from: 10, to: 20, silent: false }]);
  expect(segmentsOf([edit], FRAMES + 5)).toEqual([
    { from: 10, to: 20, silent: false },
    { from: FRAMES, to: FRAMES + 5, silent: false },
  ]);
});
