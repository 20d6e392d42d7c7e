import { expect, test } from 'vitest';
import { checkedEdit } from '../../../src/engine/takes/take-editing.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { EditOperation } from '../../../src/shared/edit/edit-list.ts';

const take = { frames: 1000 } as unknown as Take;

test.each<EditOperation>([
  { kind: 'cut', from: 0, to: 1000 },
  { kind: 'silence', from: 10, to: 11 },
  { kind: 'gain', decibels: -60, from: 0, to: 5 },
  { kind: 'gain', decibels: 24, from: 0, to: 5 },
  { kind: 'fade-in', from: 0, to: 5 },
  { kind: 'fade-out', from: 0, to: 5 },
])('$kind from $from to $to is an edit, and nothing else is logged with it', (edit) => {
  expect(checkedEdit(Object.assign({ more: 1 }, edit), take)).toEqual(edit);
});

test('what is kept is remembered with the length that the take had', () => {
  expect(checkedEdit({ kind: 'keep', from: 1, to: 2 }, take)).toEqual({
    kind: 'keep',
    from: 1,
    to: 2,
    of: 1000,
  });
});

test.each([
  [{ kind: 'gain', decibels: 24.1, from: 0, to: 5 }, 'decibels must be from -60 to 24, not 24.1'],
  [{ kind: 'gain', decibels: -61, from: 0, to: 5 }, 'decibels must be from -60 to 24, not -61'],
  [{ kind: 'gain', decibels: Number.NaN, from: 0, to: 5 }, 'decibels must be from -60 to 24, not NaN'],
  [{ kind: 'gain', from: 0, to: 5 }, 'decibels must be from -60 to 24, not undefined'],
  [{ kind: 'fade-in', from: 5, to: 5 }, 'to must be greater than from, not 5'],
  [{ kind: 'fade-out', from: 0, to: 1001 }, 'to must be a whole number from 0 to 1000, not 1001'],
  [{ kind: 'reverse', from: 0, to: 5 }, 'kind must be one of'],
])('%j is refused', (edit, detail) => {
  expect(() => checkedEdit(edit as EditOperation, take)).toThrow(
    expect.objectContaining({ code: 'invalid-option', detail: expect.stringContaining(detail) as string }),
  );
});
