import { expect, test } from 'vitest';
import { checkedEdit, checkedMarker, checkedNewMarker } from '../../../src/engine/takes/take-editing.ts';
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
  [{ kind: 'gain', decibels: 24.1, from: 0, to: 5 }, 'decibels must be a number from -60 to 24, not 24.1'],
  [{ kind: 'gain', decibels: -61, from: 0, to: 5 }, 'decibels must be a number from -60 to 24, not -61'],
  [
    { kind: 'gain', decibels: Number.NaN, from: 0, to: 5 },
    'decibels must be a number from -60 to 24, not NaN',
  ],
  [{ kind: 'gain', decibels: '-6', from: 0, to: 5 }, 'decibels must be a number from -60 to 24, not "-6"'],
  [{ kind: 'gain', from: 0, to: 5 }, 'decibels must be a number from -60 to 24, not undefined'],
  [{ kind: 'fade-in', from: 5, to: 5 }, 'to must be greater than from, not 5'],
  [{ kind: 'fade-out', from: 0, to: 1001 }, 'to must be a whole number from 0 to 1000, not 1001'],
  [{ kind: 'reverse', from: 0, to: 5 }, 'kind must be one of'],
])('%j is refused', (edit, detail) => {
  expect(() => checkedEdit(edit as EditOperation, take)).toThrow(
    expect.objectContaining({ code: 'invalid-option', detail: expect.stringContaining(detail) as string }),
  );
});

const refused = (field: string): unknown =>
  expect.objectContaining({
    code: 'invalid-option',
    detail: expect.stringMatching(new RegExp(`^${field} must `)) as string,
  });

test.each<[object, string]>([
  [{ label: 'x' }, 'frame'],
  [{ frame: 1.5, label: 'x' }, 'frame'],
  [{ frame: 1001, label: 'x' }, 'frame'],
  [{ frame: 5, label: 7 }, 'label'],
  [{ frame: 5, label: null }, 'label'],
  [{ frame: 5, kind: 'comment' }, 'kind'],
])('a marker %o is refused by its field', (marker, field) => {
  expect(() => checkedNewMarker(marker as never, take)).toThrow(refused(field));
});

test('a marker may be without a label, and nothing else is logged with it', () => {
  expect(checkedNewMarker({ frame: 5 }, take)).toEqual({ frame: 5, label: '' });
  expect(checkedNewMarker(Object.assign({ more: 1 }, { frame: 1000, label: 'x' }), take)).toEqual({
    frame: 1000,
    label: 'x',
  });
  expect(checkedNewMarker({ frame: 5, kind: 'note' }, take)).toEqual({ frame: 5, label: '', kind: 'note' });
});

test.each<[object, string]>([
  [{ label: 7 }, 'label'],
  [{ frame: -1 }, 'frame'],
  [{ kind: 'comment' }, 'kind'],
])('a marker is not changed to %o', (change, field) => {
  expect(() => checkedMarker(change, take)).toThrow(refused(field));
});

test('a marker’s label has at most 200 characters', () => {
  const [longest, long] = [200, 201].map((length) => 'x'.repeat(length));
  expect(checkedNewMarker({ frame: 5, label: longest! }, take).label).toBe(longest);
  expect(() => checkedNewMarker({ frame: 5, label: long! }, take)).toThrow(refused('label'));
  expect(() => checkedMarker({ label: long! }, take)).toThrow(refused('label'));
});
