import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { LibraryModel, libraryOf } from '../../../src/ui/library/library-model.ts';
import type { TakesModel } from '../../../src/ui/library/takes-model.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { listOf } from './take-list.ts';

class Takes extends Model {
  all: readonly Take[] = listOf(['a', 'b', 'c', 'd', 'e']);

  find(id: string): Take | undefined {
    return this.all.find((take) => take.id === id);
  }

  set(names: readonly string[]): void {
    this.all = this.all.filter(({ name }) => names.includes(name));
    this.changed();
  }

  reject(name: string): void {
    this.all = this.all.map((take) => (take.name === name ? { ...take, rejected: true } : take));
    this.changed();
  }

  rename(name: string, to: string): void {
    this.all = this.all.map((take) => (take.name === name ? { ...take, name: to } : take));
    this.changed();
  }
}

let takes: Takes;
let library: LibraryModel;
beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  takes = new Takes();
  library = new LibraryModel(takes as unknown as TakesModel);
});

const selected = () => library.selected.map(({ name }) => name);

test('the current take is the first, then the one gone to, and the ends of the list hold', () => {
  expect(library.current?.name).toBe('a');
  library.move(2);
  expect(library.current?.name).toBe('c');
  library.move(100);
  expect(library.current?.name).toBe('e');
  library.move(-100);
  expect(library.current?.name).toBe('a');
});

test('when the current take goes, the one in its place is current; at the end the last one', () => {
  library.goTo('c');
  expect(library.current?.name).toBe('c');
  takes.set(['a', 'b', 'd', 'e']);
  expect(library.current?.name).toBe('d');
  library.goTo('e');
  expect(library.current?.name).toBe('e');
  takes.set(['a', 'b']);
  expect(library.current?.name).toBe('b');
  takes.set([]);
  expect(library.current).toBeUndefined();
});

test('the name of a take that another tab deletes is no longer edited', () => {
  const [a] = library.shown;
  library.edit(a!.id);
  takes.set(['a', 'c']);
  expect(library.renaming).toBe(a!.id);
  takes.set(['c']);
  expect(library.renaming).toBeUndefined();
});

test('the name of a take that another tab deleted while its menu was open is not edited', () => {
  const [a] = library.shown;
  library.goTo(a!.id);
  takes.set(['b', 'c']);
  library.edit(a!.id);
  expect(library.renaming).toBeUndefined();
  expect(library.current?.name).toBe('b');
});

test('a take whose name is being edited stays in the list, also if another tab rejects or renames it', () => {
  const shown = () => library.shown.map(({ name }) => name);
  library.choose({ rejected: false });
  library.search('b');
  library.edit(library.shown[0]!.id);
  takes.reject('b');
  expect(shown()).toEqual(['b']);
  takes.rename('b', 'x');
  expect(shown()).toEqual(['x']);
  expect(library.hidden).toBe(0);
  library.edit(undefined);
  expect(shown()).toEqual([]);
});

test('after a search the take that was current before is so again, unless another one was gone to', () => {
  library.goTo('c');
  for (const query of ['e', 'ex', '']) library.search(query);
  expect(library.current?.name).toBe('c');
  library.search('e');
  library.move(0);
  library.search('');
  expect(library.current?.name).toBe('e');
});

test('after a search in which names were edited by key, the take of the last name is current', () => {
  library.goTo('c');
  library.search('e');
  library.edit('e');
  library.editNext(() => {});
  library.search('');
  expect(library.current?.name).toBe('e');
});

describe('selecting', () => {
  test('a range grows and shrinks from where it began', () => {
    library.goTo('b');
    library.move(1, true);
    library.move(1, true);
    expect(selected()).toEqual(['b', 'c', 'd']);
    library.move(-1, true);
    expect(selected()).toEqual(['b', 'c']);
    library.extendTo('a');
    expect(selected()).toEqual(['a', 'b']);
  });

  test('single takes are added and removed, and what an action is for follows', () => {
    expect(library.meant.map(({ name }) => name)).toEqual(['a']);
    library.toggle('d');
    library.toggle('b');
    expect(selected()).toEqual(['b', 'd']);
    library.toggle('d');
    expect(library.meant.map(({ name }) => name)).toEqual(['b']);
    library.toggle('b');
    expect(library.meant).toEqual([]);
    library.endSelecting();
    expect(library.selecting).toBe(false);
  });

  test('nothing that is not shown is selected', () => {
    library.selectAll();
    library.search('c');
    expect(selected()).toEqual(['c']);
    library.search('');
    takes.set(['a', 'b']);
    expect(selected()).toEqual(['a', 'b']);
  });
});

test('names are edited one after another, up to the last', () => {
  library.edit('d');
  library.editNext(() => {});
  expect([library.renaming, library.current?.name]).toEqual(['e', 'e']);
  library.editNext(() => {});
  expect(library.renaming).toBeUndefined();
});

test('the next name is that of the take below, also where the new name moves its take or takes it from the list', () => {
  library.choose({ order: 'name' });
  library.edit('b');
  library.editNext(() => takes.rename('b', 'z'));
  expect(library.shown.map(({ name }) => name)).toEqual(['a', 'c', 'd', 'e', 'z']);
  expect(library.renaming).toBe('c');
  library.editNext(() => takes.set(['a', 'd', 'e']));
  expect(library.renaming).toBe('d');
});

test('takes that are not shown only because they are rejected are counted, among those that are sought', () => {
  takes.all = listOf(['a', 'ab', 'c'], { rejected: true });
  expect(library.hidden).toBe(0);
  library.choose({ rejected: false });
  expect(library.shown).toEqual([]);
  expect(library.hidden).toBe(3);
  library.search('a');
  expect(library.hidden).toBe(2);
  library.search('x');
  expect(library.hidden).toBe(0);
});

test('search and selection outlast a list that is empty for a while, and there is one library that watches the takes', () => {
  const all = takes as unknown as TakesModel;
  const one = libraryOf(all);
  one.search('b');
  one.toggle(one.shown[0]!.id);
  const { all: before } = takes;
  takes.set([]);
  takes.all = before;
  const again = libraryOf(all);
  expect(again).toBe(one);
  expect(again.selected.map(({ name }) => name)).toEqual(['b']);
  expect(libraryOf(new Takes() as unknown as TakesModel)).not.toBe(one);
});

test('order, days and rejected takes are as chosen in the next page too', () => {
  library.choose({ order: 'name', byDay: false });
  expect(new LibraryModel(takes as unknown as TakesModel).choices).toEqual({
    order: 'name',
    byDay: false,
    rejected: true,
  });
});
