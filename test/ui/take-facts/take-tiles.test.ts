import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { TakeTiles } from '../../../src/ui/take-facts/take-tiles.ts';
import { textOf } from '../../support/text-of.ts';

const take = {
  spec: { sampleRate: 1000, source: 'microphone' },
  missingFrames: 0,
  gaps: [],
} as unknown as Take;

/** The text of the tiles of a take, and of its loudness. */
function tiles(shown: Take, truePeak = 0.5): string {
  const loudness = { state: { kind: 'measured', loudness: { integrated: -23, truePeak } } };
  const settings = { value: { loudnessTarget: 0 } };
  return textOf(Object.assign(new TakeTiles(), { take: shown, loudness, settings }).render());
}

test('a true peak above full scale is said to clip', () => {
  expect(tiles(take, 1.01)).toContain('clips');
  expect(tiles(take, 1)).not.toContain('clips');
});

test('the health of a take without a ledger is told in words', () => {
  expect(tiles(take)).toContain('No loss noted');
  expect(tiles({ ...take, gaps: [{ frame: 0, frames: 500, kind: 'overrun' }] })).toContain('500 ms missing');
  expect(tiles({ ...take, spec: { ...take.spec, source: 'file' } })).toContain('From a file');
});
