import type { TemplateResult } from 'lit';
import { expect, test } from 'vitest';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import { OpenedFiles, type OpenedFilesApp } from '../../../src/ui/convert/opened-files.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';

function markupOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(markupOf).join('');
  if (typeof part !== 'object' || part === null || !('strings' in part)) return String(part);
  const { strings, values } = part as TemplateResult;
  return strings.map((string, index) => string + markupOf(values[index] ?? '')).join('');
}

test('a file that waits for its format is work that leaving the page would lose: one that was shared is nowhere else', () => {
  const jobs = new JobsModel(new NoticesModel());
  const opened = new OpenedFiles();
  opened.app = { jobs } as unknown as OpenedFilesApp;
  expect(jobs.running).toBe(false);
  void opened.open([new File(['1'], 'one.wav')]);
  expect(jobs.running).toBe(true);
});

test('each name of a file that waits stands by itself: one from right to left would turn the list', () => {
  const opened = new OpenedFiles();
  opened.app = { jobs: new JobsModel(new NoticesModel()) } as unknown as OpenedFilesApp;
  void opened.open(['1', '2', 'ש', 'د', '5', '6'].map((name) => new File([], name)));
  expect(markupOf(opened.render())).toContain('Waiting: <bdi>2</bdi>, <bdi>ש</bdi>, <bdi>د</bdi> and 2 more');
});

test('that a file waits, and that none does any more, is told at once: a new version is not offered meanwhile', () => {
  const jobs = new JobsModel(new NoticesModel());
  const told: boolean[] = [];
  jobs.on('change', () => told.push(jobs.running));
  const opened = new OpenedFiles();
  opened.app = { jobs } as unknown as OpenedFilesApp;
  void opened.open([new File(['1'], 'one.wav')]);
  expect(told).toEqual([true]);
  jobs.waiting = 0;
  expect(told).toEqual([true, false]);
});
