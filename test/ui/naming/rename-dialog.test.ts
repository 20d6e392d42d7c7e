import { afterEach, expect, test, vi } from 'vitest';
import type { Named, NameRequest } from '../../../src/engine/takes/names/naming.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { RenameDialog, type RenameApp } from '../../../src/ui/naming/rename-dialog.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { bound } from '../../support/bound.ts';
import { markupOf } from '../../support/markup.ts';

afterEach(() => vi.unstubAllGlobals());

/** A batch that is being renamed. */
interface Batch {
  readonly onDone: (done: number) => void;
  readonly end: () => void;
}

const take = (id: string): Take => ({ id, name: id, markers: [], spec: { createdAt: 0 } }) as unknown as Take;

test('Undo of a batch does not move the progress of the next one', async () => {
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('HTMLElement', class {});
  const batches: Batch[] = [];
  const renameAll = (requests: readonly NameRequest[], onDone: Batch['onDone']) =>
    new Promise<Named[]>((resolve) => {
      const named = requests.map(({ id }) => ({ id, name: `${id}_01`, error: undefined }));
      batches.push({ onDone, end: () => resolve(named) });
    });
  const notices = new NoticesModel();
  const dialog = new RenameDialog();
  dialog.app = {
    recorder: { takes: { renameAll, names: { expected: () => [] } } },
    takes: { find: take, refresh: async () => {} },
    notices,
    settings: { value: {} },
  } as unknown as RenameApp;
  const found = { close: () => {}, showModal: vi.fn(), problem: undefined };
  Object.assign(dialog, { renderRoot: { querySelector: () => found } });
  const submit = (id: string) => {
    dialog.takes = [take(id)];
    const press = dialog.render().values.find((value) => String(value).includes('#submit')) as (
      event: object,
    ) => void;
    press({ preventDefault: () => {} });
  };
  submit('a');
  batches[0]!.onDone(1);
  expect(dialog.done).toBe(1);
  // A second Escape closes it, whatever is done about the first.
  const [closed] = bound(dialog.render(), '@close') as [() => void];
  closed();
  expect(found.showModal).toHaveBeenCalledOnce();
  batches[0]!.end();
  await vi.waitFor(() => expect(notices.toast?.action).toBeDefined());
  const undo = notices.toast!.action!;
  submit('b');
  undo.run();
  expect(dialog.done).toBe(0);
  batches[2]!.onDone(5);
  expect(dialog.done).toBe(0);
  batches[1]!.onDone(1);
  expect(dialog.done).toBe(1);
  dialog.done = undefined;
  closed();
  expect(found.showModal).toHaveBeenCalledOnce();
});

test('the preview has a row for each take, with its old name and its new one, and marks what is not as asked', () => {
  const dialog = new RenameDialog();
  const asked: string[][] = [];
  dialog.app = {
    recorder: {
      takes: {
        names: {
          expected: (requests: readonly NameRequest[]) => {
            asked.push(requests.map(({ id }) => id));
            return [
              { name: 'x1', clash: false, empty: false },
              { name: 'x2', clash: false, empty: false },
              { name: 'x3', clash: false, empty: false },
              { name: 'x-2', clash: true, empty: false },
              { name: 'e', clash: false, empty: true },
            ];
          },
        },
      },
    },
    settings: { value: {} },
  } as unknown as RenameApp;
  dialog.takes = ['a', 'b', 'c', 'd', 'e'].map(take);
  const rows = () => {
    const text = markupOf(dialog.render()).replace(/\s+/g, ' ');
    const plain = (part: string) =>
      part
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    return {
      rows: [...text.matchAll(/<li.*?<\/li>/g)].map(([row]) =>
        plain(row.replaceAll(/Symbol\(lit-nothing\)/g, '')),
      ),
      marked: /(\d+) names? (is|are) marked/.exec(text)?.[0],
    };
  };
  expect(rows()).toEqual({
    rows: [
      'a → becomes x1',
      'b → becomes x2',
      'c → becomes x3',
      'd → becomes x-2 another take has this name without the number',
      'e → becomes e the scheme gives no name here, so it stays',
    ],
    marked: '2 names are marked',
  });
  dialog.scheme = '{';
  expect(rows()).toEqual({ rows: ['a', 'b', 'c', 'd', 'e'], marked: undefined });
  expect(asked).toEqual([['a', 'b', 'c', 'd', 'e']]);
});
