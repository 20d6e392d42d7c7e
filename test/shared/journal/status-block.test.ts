import { expect, test } from 'vitest';
import { MAX_CHANNELS } from '../../../src/shared/capture/capture-ring.ts';
import { createStatusBlock, StatusBlock } from '../../../src/shared/journal/status-block.ts';

test('what the journal writes every reader sees, each value in its own place', () => {
  const block = createStatusBlock();
  const journal = new StatusBlock(block);
  journal.setTake(2 ** 40 + 1, 2 ** 45 + 3);
  for (let c = 0; c < MAX_CHANNELS; c++) {
    journal.setLevel(c, 0.5 + c, 0.25 + c);
    journal.addClipped(c, 10 * c);
  }
  const page = new StatusBlock(block);
  expect([page.takeFrames, page.dataBytes]).toEqual([2 ** 40 + 1, 2 ** 45 + 3]);
  for (let c = 0; c < MAX_CHANNELS; c++) {
    expect(page.level(c)).toEqual({ peak: 0.5 + c, rms: 0.25 + c, clipped: 10 * c });
  }
});

test('levels are replaced, clipped samples add up', () => {
  const status = new StatusBlock(createStatusBlock());
  for (const peak of [0.9, 0.1]) {
    status.setLevel(1, peak, peak / 2);
    status.addClipped(1, 3);
  }
  expect(status.level(1)).toEqual({ peak: 0.1, rms: 0.05, clipped: 6 });
});

test('clearing the levels leaves the take alone', () => {
  const status = new StatusBlock(createStatusBlock());
  status.setTake(100, 600);
  status.setLevel(MAX_CHANNELS - 1, 1, 1);
  status.addClipped(0, 5);
  status.clearLevels();
  for (let c = 0; c < MAX_CHANNELS; c++) expect(status.level(c)).toEqual({ peak: 0, rms: 0, clipped: 0 });
  expect([status.takeFrames, status.dataBytes]).toEqual([100, 600]);
});
