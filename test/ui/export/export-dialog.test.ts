import { expect, test, vi } from 'vitest';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { ExportDialog, type ExportApp } from '../../../src/ui/export/export-dialog.ts';
import { NOT_SHARED } from '../../../src/ui/export/sharing.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { bound } from '../../support/bound.ts';

test('where all takes are gone, the title counts none', () => {
  const dialog = new ExportDialog();
  dialog.app = {
    takes: { findAll: (ids: readonly string[]) => ids.map((id) => ({ id, name: id, files: [] })) },
    jobs: { of: () => undefined },
    notices: { all: [] },
  } as unknown as ExportApp;
  const title = () =>
    dialog.render().values.find((value) => typeof value === 'string' && value.startsWith('Export'));
  expect(title()).toBe('Export');
  dialog.ids = ['Ada'];
  expect(title()).toBe('Export “Ada”');
  dialog.ids = ['Ada', 'Grace'];
  expect(title()).toBe('Export 2 takes');
});

test('where there is nothing to export, it tells why: all is cut, or nothing was recorded', () => {
  const files = [{ file: 'audio.wav', format: 'wav', bytes: 0 }];
  const cut = { ...NO_EDITS, operations: [{ kind: 'cut', from: 0, to: 10 }], state: 1 };
  const takes = {
    cut: { id: 'cut', frames: 10, edits: cut, spec: {}, files },
    silent: { id: 'silent', frames: 0, edits: NO_EDITS, spec: {}, files },
  };
  const told = (id: keyof typeof takes) => {
    const dialog = new ExportDialog();
    dialog.app = {
      takes: { findAll: () => [takes[id]] },
      jobs: { of: () => undefined },
      notices: { all: [] },
    } as unknown as ExportApp;
    dialog.ids = [id];
    return JSON.stringify(dialog.render());
  };
  expect(told('cut')).toContain('All of it is cut: there is nothing to export.');
  expect(told('silent')).toContain('Nothing was recorded: there is nothing to export.');
});

test('Save and Download take the place of a share that failed: it is told no more', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const files = [{ file: 'audio.wav', format: 'wav', bytes: 100 }];
  const take = { id: 'Ada', name: 'Ada', frames: 10, edits: NO_EDITS, spec: {}, files };
  const notices = new NoticesModel();
  const [save, download] = [vi.fn(), vi.fn()];
  const dialog = new ExportDialog();
  dialog.app = {
    takes: { findAll: () => [take] },
    jobs: { of: () => undefined },
    notices,
    saving: { save, download },
  } as unknown as ExportApp;
  dialog.ids = ['Ada'];
  const [, pressSave, pressDownload] = bound(dialog.render(), '@click') as ((event: object) => void)[];
  for (const press of [pressSave!, pressDownload!]) {
    notices.alarm(NOT_SHARED, 'Not shared: Ada', 'Press Share again.');
    press({ detail: 1 });
    expect(notices.all).toEqual([]);
  }
  expect([save.mock.calls.length, download.mock.calls.length]).toEqual([1, 1]);
  vi.unstubAllGlobals();
});
