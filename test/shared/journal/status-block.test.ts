import { expect, test } from 'vitest';
import { MAX_CHANNELS } from '../../../src/shared/capture/capture-ring.ts';
import {
  createLocalStatusBlock,
  createStatusBlock,
  StatusBlock,
} from '../../../src/shared/journal/status-block.ts';

test('what the journal writes every reader sees, each value in its own place', () => {
  const block = createStatusBlock();
  const journal = new StatusBlock(block);
  journal.setTake(2 ** 40 + 1, 2 ** 45 + 3);
  for (let c = 0; c < MAX_CHANNELS; c++) {
    journal.setLevel(c, 0.5 + c, 0.25 + c);
    journal.addClipped(c, 10 * c);
  }
  const live = { momentary: -20, shortTerm: -21, correlation: 0.5 };
  const take = { integrated: -22, range: 7, truePeak: 0.9 };
  journal.setLiveLoudness(live);
  journal.setTakeLoudness(take);
  const page = new StatusBlock(block);
  expect(page.loudness).toEqual({ ...live, ...take });
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

const SILENT = { momentary: -Infinity, shortTerm: -Infinity, correlation: NaN };
const UNMEASURED = { integrated: -Infinity, range: 0, truePeak: 0 };

test.each([createStatusBlock, createLocalStatusBlock])(
  'a new block shows silence, not full scale',
  (create) => {
    expect(new StatusBlock(create()).loudness).toEqual({ ...SILENT, ...UNMEASURED });
  },
);

test('clearing the take leaves the live readings alone', () => {
  const status = new StatusBlock(createStatusBlock());
  const live = { momentary: -20, shortTerm: -21, correlation: 0.5 };
  status.setTake(100, 600);
  status.setTakeLoudness({ integrated: -22, range: 7, truePeak: 0.9 });
  status.setLiveLoudness(live);
  status.clearTake();
  expect([status.takeFrames, status.dataBytes]).toEqual([0, 0]);
  expect(status.loudness).toEqual({ ...live, ...UNMEASURED });
});

test('clearing the levels leaves the take alone', () => {
  const status = new StatusBlock(createStatusBlock());
  status.setTake(100, 600);
  status.setLevel(MAX_CHANNELS - 1, 1, 1);
  status.addClipped(0, 5);
  status.setTakeLoudness({ integrated: -22, range: 7, truePeak: 0.9 });
  status.setLiveLoudness({ momentary: -20, shortTerm: -21, correlation: 0.5 });
  status.clearLevels();
  expect(status.loudness).toEqual({ ...SILENT, integrated: -22, range: 7, truePeak: 0.9 });
  for (let c = 0; c < MAX_CHANNELS; c++) expect(status.level(c)).toEqual({ peak: 0, rms: 0, clipped: 0 });
  expect([status.takeFrames, status.dataBytes]).toEqual([100, 600]);
});
