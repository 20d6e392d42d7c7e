import { expect, test, vi } from 'vitest';
import type { TakeEdits } from '../../../src/engine/takes/take-edits.ts';
import { toldEdits } from '../../../src/ui/editor/told-edits.ts';
import { listOf } from '../library/take-list.ts';

test('screen readers are told of each edit and marker what was done, once, and only if it was', async () => {
  const markers = [{ id: 2, frame: 48_000, label: 'Chorus', kind: 'marker' as const }];
  const take = { ...listOf(['Six.s.'])[0]!, markers };
  const done = vi.fn(async () => {});
  const said: string[] = [];
  const edits = {
    edit: done,
    undo: done,
    redo: done,
    addMarker: done,
    changeMarker: done,
  } as unknown as TakeEdits;
  const told = toldEdits(edits, () => take, { say: (text) => said.push(text) });
  await told.edit('a', { kind: 'cut', from: 0, to: 48_000 });
  await told.edit('a', { kind: 'keep', from: 0, to: 96_000 });
  await told.edit('a', { kind: 'silence', from: 0, to: 96_000 });
  await told.edit('a', { kind: 'gain', decibels: 3, from: 0, to: 96_000 });
  await told.undo('a');
  await told.redo('a');
  await told.addMarker('a', { frame: 48_000, label: 'Marker 4' });
  await told.changeMarker('a', 2, { label: 'Refrain' });
  await told.changeMarker('a', 2, { frame: 48_480 });
  expect(said).toEqual([
    'Cut. 0:05.0 left',
    'All else cut. 0:02.0 left',
    'Silenced',
    'Gain changed',
    'Undone',
    'Redone',
    'Marker 4 at 0:01.000',
    'Chorus at 0:01.010',
  ]);
  done.mockRejectedValue(new Error('in use'));
  await expect(told.undo('a')).rejects.toThrow('in use');
  expect(said).toHaveLength(8);
});
