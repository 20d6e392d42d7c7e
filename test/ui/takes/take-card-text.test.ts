import { expect, test } from 'vitest';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { fileChoiceText, fileText, takeHealth } from '../../../src/ui/takes/take-card-text.ts';

function file(seconds: number | undefined): TakeFile {
  return { file: 'a.flac', format: 'flac', bytes: 1, seconds, edits: 0, mimeType: '', suggestedName: '' };
}

test('a file that was made before its take was continued is said to hold only the beginning', () => {
  const take = {
    durationSeconds: 5.3,
    spec: { format: 'wav' },
    files: [],
    edits: NO_EDITS,
  } as unknown as Take;
  expect(fileText(take, file(5.31))).toBe('FLAC');
  expect(fileText(take, file(3.1))).toBe('FLAC · only the first 3.1 s');
});

test('only the file that was encoded while recording is said to have the quality that was chosen for it', () => {
  const spec = { format: 'mp3', quality: 'cbr-320' };
  const take = { durationSeconds: 5.3, spec, files: [], edits: NO_EDITS } as unknown as Take;
  const mp3 = { ...file(5.3), format: 'mp3' } as const;
  expect(fileText(take, { ...mp3, file: 'take.mp3' })).toMatch(/^MP3 · .*320/);
  // The recording broke off, so that it is the only MP3.
  expect(fileText(take, { ...mp3, file: 'converted-cbr-128.mp3' })).toBe('MP3');
});

test('a file tells which edits of its take it has, once there are any', () => {
  const edits = { operations: [], canUndo: true, canRedo: false, state: 2 };
  const take = { durationSeconds: 5.3, spec: { format: 'wav' }, files: [], edits } as unknown as Take;
  const texts = [0, 1, 2, undefined].map((state) => fileText(take, { ...file(5.3), edits: state }));
  expect(texts).toEqual([
    'FLAC · without the edits',
    'FLAC · with earlier edits',
    'FLAC · as edited',
    'FLAC · as edited',
  ]);
});

test('a recording that is exported with its edits has the size of what is left of it', () => {
  const edits = { operations: [{ kind: 'cut', from: 0, to: 750 }], canUndo: true, canRedo: false, state: 1 };
  const spec = { format: 'wav' };
  const take = { durationSeconds: 1, frames: 1000, spec, files: [], edits } as unknown as Take;
  const journal = { ...file(undefined), bytes: 400_000, edits: undefined };
  expect(fileChoiceText(take, journal)).toBe('FLAC · as edited · 100 kB');
  expect(fileChoiceText(take, { ...journal, edits: 1 })).toBe('FLAC · as edited · 400 kB');
});

test('what the disk lost of a recording is missing from it, whatever was lost while recording', () => {
  const take = { spec: { sampleRate: 1000 }, gaps: [], missingFrames: 0 } as unknown as Take;
  const ledger = { captured: 5000, journaled: 5000, lost: 0 } as Take['ledger'];
  expect(takeHealth(take)).toBeUndefined();
  expect(takeHealth({ ...take, ledger })).toMatchObject({ lostSeconds: 0 });
  expect(takeHealth({ ...take, ledger, missingFrames: 2500 })).toMatchObject({ lostSeconds: 2.5 });
  expect(takeHealth({ ...take, missingFrames: 2500 })).toMatchObject({ lostSeconds: 2.5 });
  expect(takeHealth({ ...take, ledger: { ...ledger!, lost: 500 }, missingFrames: 2500 })).toMatchObject({
    lostSeconds: 3,
  });
});

test('of a recording that broke off, what its log notes is missing from it', () => {
  const gap = (kind: string) => ({ frame: 0, frames: 500, kind });
  const broken = (...kinds: string[]) =>
    takeHealth({ spec: { sampleRate: 1000 }, missingFrames: 0, gaps: kinds.map(gap) } as unknown as Take);
  expect(broken('overrun', 'clock-jump', 'zeros')).toEqual({ lostSeconds: 1, silences: 1, late: 0 });
  expect(broken('held-up')).toEqual({ lostSeconds: 0, silences: 0, late: 1 });
  // Its own sound, and a time at which nobody recorded.
  expect(broken('muted', 'break')).toBeUndefined();
});
