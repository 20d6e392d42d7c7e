import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { textOf } from '../../support/text-of.ts';
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

test('that the disk has cut off a recording is told, and not beside it that no audio was lost', () => {
  const sheet = new DetailsSheet();
  sheet.take = take;
  expect(textOf(sheet.render())).toContain('No audio lost');
  sheet.take = { ...take, missingFrames: 2500 };
  const text = textOf(sheet.render());
  expect(text).toContain('its last 2.5 s are missing');
  expect(text).not.toContain('lost');
});

test('what the log of a recording that broke off notes as lost is told above its places', () => {
  const sheet = new DetailsSheet();
  const gap = { frame: 200, frames: 500, kind: 'overrun' } as const;
  sheet.take = { ...take, ledger: undefined, gaps: [gap, { ...gap, kind: 'muted' }] };
  expect(textOf(sheet.render())).toContain('Audio is missing 500 ms');
  sheet.take = { ...take, ledger: undefined };
  expect(textOf(sheet.render())).not.toContain('missing');
});

test('the length told among the details is that of the recording, whatever was cut', () => {
  const sheet = new DetailsSheet();
  sheet.take = take;
  expect(textOf(sheet.render())).toContain('Length recorded');
});
