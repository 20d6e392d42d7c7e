import { expect, test } from 'vitest';
import { createJobProgress, JobProgress } from '../../../src/shared/encode/job-progress.ts';

test('what the encoder notes the page reads, past 4 GiB too', () => {
  const block = createJobProgress();
  const encoder = new JobProgress(block);
  const page = new JobProgress(block);
  expect([page.bytesIn, page.bytesOut]).toEqual([0, 0]);
  encoder.bytesIn = 2 ** 33 + 1;
  encoder.bytesOut = 12_345;
  expect([page.bytesIn, page.bytesOut]).toEqual([2 ** 33 + 1, 12_345]);
});
