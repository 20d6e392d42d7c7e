import { afterEach, expect, test, vi } from 'vitest';
import type { Named, NameRequest } from '../../../src/engine/takes/names/naming.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { RenameDialog, type RenameApp } from '../../../src/ui/naming/rename-dialog.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';

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
    takes: { renameAll, find: take, expectedNames: () => [] },
    notices,
    settings: { value: {} },
  } as unknown as RenameApp;
  const found = { close: () => {}, problem: undefined };
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
});
