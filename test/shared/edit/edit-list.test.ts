import { expect, test } from 'vitest';
import {
  editedFrames,
  originalSpan,
  segmentsOf,
  toEdited,
  toOriginal,
  type EditOperation,
} from '../../../src/shared/edit/edit-list.ts';
import { factorAt } from '../../../src/shared/edit/edit-level.ts';
import { randomSource } from '../../support/random-source.ts';
import { EditReplay, type EditEvent } from '../../../src/shared/edit/edit-replay.ts';
import { seeds } from '../../support/rounds.ts';

const FRAMES = 60;
const SILENT = -1;

/** Numbers from a seed, so that a failure can be repeated. */
function randomNumbers(seed: number): (below: number) => number {
  const random = randomSource(seed);
  return (below) => Math.floor(random() * below);
}

function randomOperations(next: (below: number) => number): EditOperation[] {
  return Array.from({ length: next(7) }, (): EditOperation => {
    const from = next(FRAMES);
    const kind = (['cut', 'keep', 'silence', 'cut', 'gain', 'fade-in', 'fade-out'] as const)[next(7)]!;
    const span = { from: kind === 'keep' ? Math.floor(from / 3) : from, to: from + 1 + next(FRAMES - from) };
    return kind === 'gain' ? { kind, decibels: next(13) - 6, ...span } : { kind, ...span };
  });
}

/** The plain reference: each frame of the recording by its number, one operation after another. */
function played(operations: readonly EditOperation[]): { frame: number; sound: number }[] {
  let frames = Array.from({ length: FRAMES }, (_, frame) => ({ frame, sound: frame }));
  for (const { kind, from, to } of operations) {
    const inside = ({ frame }: { frame: number }) => frame >= from && frame < to;
    if (kind === 'cut') frames = frames.filter((frame) => !inside(frame));
    else if (kind === 'keep') frames = frames.filter(inside);
    else if (kind === 'silence')
      frames = frames.map((frame) => (inside(frame) ? { ...frame, sound: SILENT } : frame));
  }
  return frames;
}

test('any operations play what they say, frame by frame, and the maps are each other’s inverse', () => {
  for (const seed of seeds(150, 5000)) {
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
  for (const seed of seeds(60, 2000)) {
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

const factors = (operations: readonly EditOperation[]): number[] =>
  segmentsOf(operations, 10).flatMap(({ from, to, silent, level }) =>
    Array.from({ length: to - from }, (_, i) =>
      silent ? 0 : level === undefined ? 1 : factorAt(level, from + i),
    ),
  );

test('gains add up, and a gain and its opposite leave the recording as it is', () => {
  const up: EditOperation = { kind: 'gain', decibels: 0.1, from: 2, to: 6 };
  const more: EditOperation = { kind: 'gain', decibels: 0.2, from: 4, to: 6 };
  const segments = segmentsOf([up, more], 10);
  expect(segments.map(({ from, to, level }) => [from, to, level?.decibels])).toEqual([
    [0, 2, undefined],
    [2, 4, 0.1],
    [4, 6, 0.3],
    [6, 10, undefined],
  ]);
  const down: EditOperation = { kind: 'gain', decibels: -0.3, from: 4, to: 6 };
  expect(segmentsOf([up, more, down], 10)[2]).toEqual({ from: 4, to: 6, silent: false });
});

test.each<[unknown[], number]>([
  [[3, '3'], 10 ** (6 / 20)],
  [['-6'], 10 ** (-6 / 20)],
  [[Number.NaN, 6, null, 'loud', undefined], 10 ** (6 / 20)],
])('gains that a log has as %j are added up as numbers, or change nothing', (gains, factor) => {
  const edits = gains.map((decibels) => ({ kind: 'gain', decibels, from: 0, to: FRAMES }) as EditOperation);
  const [{ level } = {}] = segmentsOf(edits, FRAMES);
  expect(factorAt(level!, 5)).toBeCloseTo(factor, 12);
});

test('a fade is a straight line over what plays of its frames, also across a cut, and stays when more is cut', () => {
  const fade: EditOperation = { kind: 'fade-in', from: 2, to: 8 };
  const cut: EditOperation = { kind: 'cut', from: 3, to: 5 };
  expect(factors([cut, fade])).toEqual([1, 1, 0, 1 / 4, 2 / 4, 3 / 4, 1, 1]);
  expect(factors([fade, cut])).toEqual([1, 1, 0, 3 / 6, 4 / 6, 5 / 6, 1, 1]);
  expect(factors([{ kind: 'fade-out', from: 2, to: 7 }])).toEqual([
    1,
    1,
    4 / 5,
    3 / 5,
    2 / 5,
    1 / 5,
    0,
    1,
    1,
    1,
  ]);
  expect(factors([{ kind: 'silence', from: 2, to: 8 }, fade])).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 1]);
});
