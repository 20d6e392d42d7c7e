import { beforeEach, expect, test, vi } from 'vitest';
import type { LibraryModel } from '../../../src/ui/library/library-model.ts';
import type { ListActions } from '../../../src/ui/list/list-actions.ts';
import { TakeList, type TakeListApp } from '../../../src/ui/list/take-list.ts';
import { bound } from '../../support/bound.ts';
import { listOf } from '../library/take-list.ts';

/** A part of a row, by its name. */
class Part {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  matches(names: string): boolean {
    return names.split(', ').includes(this.#name);
  }
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', class {});
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('getComputedStyle', () => ({ fontSize: '16px' }));
  vi.stubGlobal('Element', Part);
});

test('while takes are selected a click on the picture selects, as anywhere in the row but on its buttons', () => {
  const takes = listOf(['Ada']);
  const toggle = vi.fn();
  const open = vi.fn();
  const library = {
    takes: { all: takes },
    groups: [{ day: 0, takes }],
    current: takes[0],
    selecting: true,
    isSelected: () => false,
    goTo() {},
    toggle,
  };
  const list = new TakeList();
  list.app = {} as TakeListApp;
  list.library = library as unknown as LibraryModel;
  list.actions = { open } as unknown as ListActions;
  const click = (part: string) => {
    const [act] = bound(list.render(), '@click') as ((event: object) => void)[];
    act!({ composedPath: () => [new Part(part)] });
  };
  click('button');
  expect(toggle).not.toHaveBeenCalled();
  click('canvas');
  expect(toggle).toHaveBeenCalledExactlyOnceWith('Ada');
  library.selecting = false;
  click('canvas');
  expect([toggle.mock.calls.length, open.mock.calls.length]).toEqual([1, 0]);
});
