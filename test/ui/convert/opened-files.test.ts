import { expect, test } from 'vitest';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import { OpenedFiles, type OpenedFilesApp } from '../../../src/ui/convert/opened-files.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';

test('a file that waits for its format is work that leaving the page would lose: one that was shared is nowhere else', () => {
  const jobs = new JobsModel(new NoticesModel());
  const opened = new OpenedFiles();
  opened.app = { jobs } as unknown as OpenedFilesApp;
  expect(jobs.running).toBe(false);
  void opened.open([new File(['1'], 'one.wav')]);
  expect(jobs.running).toBe(true);
});
