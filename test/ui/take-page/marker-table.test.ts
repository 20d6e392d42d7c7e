import { beforeEach, expect, test } from 'vitest';
import type { MarkerChange, TakeMarker } from '../../../src/shared/take/marker-replay.ts';
import { MarkerTable } from '../../../src/ui/take-page/marker-table.ts';
import type { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import type { TakeEditor } from '../../../src/ui/take-page/take-editor.ts';
import { bound } from '../../support/bound.ts';

const marker: TakeMarker = { id: 1, frame: 5000, label: 'Marker 1', kind: 'marker' };

let table: MarkerTable;
let written: MarkerChange[];
/** Whether another tab uses the take, which then cannot be written to. */
let inUse: boolean;

beforeEach(() => {
  written = [];
  inUse = false;
  table = new MarkerTable();
  table.desk = { take: { spec: { sampleRate: 1000 } } } as TakeDesk;
  const editor = {
    markers: [{ ...marker, shownFrame: marker.frame }],
    markedPlaces: [],
    possible: true,
    frames: 60_000,
    changeMark: async (_: TakeMarker, change: MarkerChange) => {
      if (!inUse) written.push(change);
      return !inUse;
    },
  };
  table.editor = editor as unknown as TakeEditor;
});

/** A field of the first marker, as the browser gives it to those who listen. */
function field(value: string) {
  const [change] = bound(table.render(), '@change') as ((event: object) => void)[];
  const [press] = bound(table.render(), '@keydown') as ((event: object) => void)[];
  const focused: string[] = [];
  table.addEventListener('leave', () => void focused.push(target.value));
  const target = {
    value,
    matches: () => false,
    // What was typed is told when the field is left.
    blur: () => change!({ target }),
  };
  const key = (key: string, more = {}) =>
    press!({ key, target, preventDefault: () => {}, stopPropagation: () => {}, ...more });
  return { target, key, focused };
}

test('Enter writes the name that was typed; Escape takes it back, and writes nothing', async () => {
  const { target, key, focused } = field('Chorus');
  // That ends a word of an input method.
  key('Enter', { isComposing: true });
  expect([written, focused]).toEqual([[], []]);
  key('Enter');
  expect(written).toEqual([{ label: 'Chorus' }]);
  target.value = 'Bridge';
  key('Escape');
  await Promise.resolve();
  expect(target.value).toBe('Marker 1');
  expect(written).toHaveLength(1);
  // The page focuses the waveform: with the focus nowhere, Tab would start from the top of the page.
  expect(focused).toEqual(['Chorus', 'Marker 1']);
});

test('a kind that could not be written is not shown as if it were', async () => {
  const [, change] = bound(table.render(), '@change') as ((event: object) => void)[];
  const target = { value: 'chapter' };
  change!({ target });
  await Promise.resolve();
  expect([target.value, written]).toEqual(['chapter', [{ kind: 'chapter' }]]);
  inUse = true;
  target.value = 'note';
  change!({ target });
  await Promise.resolve();
  expect([target.value, written.length]).toEqual(['marker', 1]);
});

test('the key M is offered only where it sets a marker', () => {
  const text = () => JSON.stringify(table.render());
  (table.editor as unknown as { markers: unknown[] }).markers = [];
  expect(text()).not.toContain('Press');
  table.byKey = true;
  expect(text()).toContain('to mark this place');
});

test('Add marker is disabled where nothing of the take is left', () => {
  const add = () => bound(table.render(), '?disabled').at(-1);
  Object.assign(table.editor, { markers: [] });
  expect(add()).toBe(false);
  Object.assign(table.editor, { frames: 0 });
  expect(add()).toBe(true);
});
