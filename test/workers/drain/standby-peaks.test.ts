import { expect, test } from 'vitest';
import { COLUMN_FRAMES } from '../../../src/shared/peaks/peak-column.ts';
import { DrainStage } from '../drain-stage.ts';

test('without a take the live columns are what the microphone delivers, and nothing is kept of it', async () => {
  const stage = new DrainStage();
  const { peaks } = stage.status;
  stage.record(10 * COLUMN_FRAMES);
  expect(peaks.count).toBe(10);
  expect(peaks.since(0).columns.some((value) => value !== 0)).toBe(true);

  stage.begin();
  expect(peaks.count).toBe(0);
  stage.record(4 * COLUMN_FRAMES);
  const { frames } = await stage.finish();
  expect(frames).toBe(4 * COLUMN_FRAMES);
  const taken = peaks.since(0).columns;
  expect(peaks.count).toBe(4);

  // The page has time to get the take's last columns.
  stage.record(COLUMN_FRAMES);
  expect(peaks.since(0).columns).toEqual(taken);
  stage.record(stage.spec.sampleRate);
  expect(peaks.count).toBeGreaterThan(4);
  expect(peaks.since(0).columns.slice(0, taken.length)).not.toEqual(taken);
});
