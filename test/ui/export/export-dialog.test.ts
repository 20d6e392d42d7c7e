import { expect, test } from 'vitest';
import { ExportDialog, type ExportApp } from '../../../src/ui/export/export-dialog.ts';

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
