import { beforeEach, describe, expect, test } from 'vitest';
import { MarkerReplay } from '../../../src/shared/take/marker-replay.ts';
import type { Marker, TakeEvent } from '../../../src/shared/take/take-events.ts';
import { TakeMarkers } from '../../../src/workers/take/take-markers.ts';

let log: TakeEvent[];
let markers: TakeMarkers;
beforeEach(() => {
  log = [];
  markers = new TakeMarkers([], { record: (event) => void log.push(event) });
});

const labelsOf = (all: readonly Marker[]) => all.map(({ label }) => label).sort();

/** Those of the file must be those of the log. */
function labels(): string[] {
  const replay = new MarkerReplay();
  for (const event of log) if (event.type === 'marker' || event.type === 'marker-named') replay.apply(event);
  expect(labelsOf(replay.markers)).toEqual(labelsOf(markers.all));
  return labelsOf(markers.all);
}

test('a marker that is named twice by what it was when it was set is still one', () => {
  const one = markers.add(5, '');
  expect(markers.name(one, 'two')).toMatchObject({ frame: 5, label: 'two' });
  markers.name(one, 'three');
  expect(labels()).toEqual(['three']);
});

test('of two markers at one frame each gets its own names, in any order', () => {
  const one = markers.add(5, '');
  const other = markers.add(5, '');
  markers.name(one, 'a');
  markers.name(other, 'b');
  markers.name(one, 'c');
  expect(labels()).toEqual(['b', 'c']);
  markers.name(other, 'c');
  markers.name(one, 'd');
  expect(labels()).toEqual(['c', 'd']);
});

test('a marker of an earlier recording of the take is named by its frame and its label', () => {
  markers = new TakeMarkers([{ frame: 3, label: 'old' }], { record: (event) => void log.push(event) });
  expect(markers.name({ frame: 3, label: 'old' }, 'new')).toMatchObject({ frame: 3, label: 'new' });
  expect(log).toEqual([{ type: 'marker-named', marker: { frame: 3, label: 'old' }, label: 'new' }]);
});

describe('no ghost is added for', () => {
  test.each<unknown>([
    {},
    { frame: Number.NaN },
    { frame: -5, label: '' },
    { frame: 1e12, label: '' },
    { frame: 5, label: 'other' },
    { frame: 6, label: '', key: 0 },
    { frame: 5, label: '', key: 7 },
    'x',
    null,
    undefined,
  ])('%o', (asked) => {
    markers.add(5, '');
    expect(() => markers.name(asked as Marker, 'ghost')).toThrow(/^invalid-option: marker must be /);
    expect(log).toEqual([{ type: 'marker', frame: 5, label: '' }]);
    expect(labels()).toEqual(['']);
  });
});
