import { describe, expect, test, vi } from 'vitest';
import { JobsModel, OPENED_FILE } from '../../../src/ui/convert/jobs-model.ts';
import { OpenedFiles, type OpenedFilesApp } from '../../../src/ui/convert/opened-files.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { bound } from '../../support/bound.ts';
import { markupOf } from '../../support/markup.ts';

test('a file that waits for its format is work that leaving the page would lose: one that was shared is nowhere else', () => {
  const jobs = new JobsModel(new NoticesModel());
  const opened = new OpenedFiles();
  opened.app = { jobs } as unknown as OpenedFilesApp;
  expect(jobs.running).toBe(false);
  void opened.open([new File(['1'], 'one.wav')]);
  expect(jobs.running).toBe(true);
});

describe('a file whose conversion', () => {
  const names = (opened: OpenedFiles) => opened.files.map(({ name }) => name);

  /** Two files, the first of which is being converted. */
  async function converting() {
    const jobs = new JobsModel(new NoticesModel());
    const opened = new OpenedFiles();
    let end: (result: unknown) => void = () => {};
    const file = () =>
      jobs.run(OPENED_FILE, 'Converting', 'convert-failed', () => new Promise((done) => (end = done)));
    opened.app = { jobs, converting: async () => ({ file }) } as unknown as OpenedFilesApp;
    void opened.open([new File(['1'], 'one.wav'), new File(['2'], 'two.wav')]);
    const [convert] = bound(opened.render(), '@convert') as ((event: object) => void)[];
    convert!({ detail: { format: 'mp3', quality: 'cbr-192' } });
    await vi.waitFor(() => expect(jobs.of(OPENED_FILE)).toBeDefined());
    const ended = (result: unknown) => {
      end(result);
      return vi.waitFor(() => expect(opened.job).toBeUndefined());
    };
    return { jobs, opened, ended };
  }

  test('runs is shown once, with its progress', async () => {
    const { opened } = await converting();
    expect(markupOf(opened.render())).toContain('<job-bar');
    expect(markupOf(opened.render())).toContain('Waiting: <bdi>two.wav</bdi>');
    expect(markupOf(opened.render())).not.toContain('one.wav');
  });

  test('is done is asked about no more', async () => {
    const { opened, ended } = await converting();
    await ended({ file: 'take.mp3' });
    expect(names(opened)).toEqual(['two.wav']);
  });

  test('failed or was cancelled is asked about again: one that was shared is nowhere else', async () => {
    const { jobs, opened, ended } = await converting();
    await ended(undefined);
    expect(names(opened)).toEqual(['one.wav', 'two.wav']);
    expect(markupOf(opened.render())).toContain('<strong>one.wav</strong>');
    expect(jobs.running).toBe(true);
  });
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

test('a file that arrives takes the focus only where no take is in progress or about to begin: Space is to pause it', async () => {
  const focus = vi.fn();
  for (const recording of [{ settled: true }, { settled: false }]) {
    const opened = new OpenedFiles();
    opened.app = { jobs: new JobsModel(new NoticesModel()), recording } as unknown as OpenedFilesApp;
    // It is not in a page.
    Object.defineProperties(opened, {
      updateComplete: { value: Promise.resolve(true) },
      renderRoot: { value: { querySelector: () => ({ focus }) } },
    });
    await opened.open([new File(['1'], 'one.wav')]);
    expect(focus).toHaveBeenCalledTimes(recording.settled ? 0 : 1);
  }
});
