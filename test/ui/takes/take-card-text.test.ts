import { expect, test } from 'vitest';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { fileText } from '../../../src/ui/takes/take-card-text.ts';

function file(seconds: number | undefined): TakeFile {
  return { file: 'a.flac', format: 'flac', bytes: 1, seconds, mimeType: '', suggestedName: '' };
}

test('a file that was made before its take was continued is said to hold only the beginning', () => {
  const take = { durationSeconds: 5.3, spec: { format: 'wav' }, files: [] } as unknown as Take;
  expect(fileText(take, file(5.31))).toBe('FLAC');
  expect(fileText(take, file(3.1))).toBe('FLAC · only the first 3.1 s');
});
