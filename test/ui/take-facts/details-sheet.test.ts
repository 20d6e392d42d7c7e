import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { DetailsSheet } from '../../../src/ui/take-facts/details-sheet.ts';

const take = {
  frames: 1000,
  missingFrames: 0,
  durationSeconds: 1,
  spec: { sampleRate: 1000, channels: 1, source: 'microphone', createdAt: 0, format: 'wav' },
  files: [],
  markers: [],
  gaps: [],
  edits: NO_EDITS,
  ledger: { captured: 1000, journaled: 1000, lost: 0, gaps: [] },
} as unknown as Take;

/** What a rendering shows of what is not markup. */
function textOf(rendering: unknown): string {
  if (Array.isArray(rendering)) return rendering.map(textOf).join(' ');
  if (typeof rendering === 'string') return rendering;
  const { values } = Object(rendering) as { values?: readonly unknown[] };
  return values === undefined ? '' : textOf([...values]);
}

test('that the disk has cut off a recording is told, and not beside it that no audio was lost', () => {
  const sheet = new DetailsSheet();
  sheet.take = take;
  expect(textOf(sheet.render())).toContain('No audio lost');
  sheet.take = { ...take, missingFrames: 2500 };
  const text = textOf(sheet.render());
  expect(text).toContain('its last 2.5 s are missing');
  expect(text).not.toContain('lost');
});
