import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeaksLibrary } from '../../../src/engine/peaks/peaks-library.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { PeaksModel } from '../../../src/ui/library/peaks-model.ts';
import { listOf } from './take-list.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('takes whose peaks are there are not looked at with each change of the list, though no row has shown them', () => {
  let made = (_: string) => {};
  const asked: string[] = [];
  const peaks = {
    on: (_: 'made', listener: (id: string) => void) => (made = listener),
    prepare: () => {},
    makeMissing: (takes: readonly Take[]) => {
      asked.push(takes.map(({ id }) => id).join(' '));
      for (const { id } of takes) made(id);
    },
  };
  const model = new PeaksModel(peaks as unknown as PeaksLibrary);
  const list = (takes: readonly Take[]) => {
    model.listed(takes);
    vi.advanceTimersByTime(10_000);
  };
  const [a, b, c] = listOf(['a', 'b', 'c'], { loudness: {} as Take['loudness'] }) as [Take, Take, Take];
  list([a, b, c]);
  expect(asked).toEqual(['a b c']);
  list([{ ...a, starred: true }, b, c]);
  expect(asked).toEqual(['a b c']);
  // It was continued.
  list([a, { ...b, frames: b.frames + 1 }, c]);
  expect(asked).toEqual(['a b c', 'b']);
});
