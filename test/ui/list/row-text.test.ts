import { expect, test } from 'vitest';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { dayText, daysLeftText, factsOf, groupText } from '../../../src/ui/list/row-text.ts';
import { listOf } from '../library/take-list.ts';

const NOW = new Date(2026, 10, 21, 15).getTime();
const day = (...date: [number, number, number]) => new Date(...date).getTime();

test('a group tells its day, the number of takes and their length', () => {
  expect(groupText({ day: day(2026, 10, 21), takes: listOf(['one', 'three']) }, NOW)).toBe(
    'Today · 2 takes · 0:08.0',
  );
});

test('the length of a take is the one that it plays, with its edits', () => {
  const [take] = listOf(['seven s']);
  const cut = { kind: 'cut', from: 48_000, to: 3 * 48_000 } as const;
  const edited = { ...take!, edits: { ...take!.edits, operations: [cut] } };
  expect(factsOf(edited)[0]).toBe('0:05.0');
  expect(groupText({ day: day(2026, 10, 21), takes: [edited] }, NOW)).toBe('Today · 1 take · 0:05.0');
});

test('the format is that of the file that plays', () => {
  const files = [
    { file: 'take.opus', format: 'opus', edits: 0 },
    { file: 'audio.wav', format: 'wav' },
  ] as TakeFile[];
  const [take] = listOf(['a'], { files });
  expect(factsOf(take!)[1]).toBe('Opus');
  expect(factsOf({ ...take!, edits: { ...take!.edits, state: 1 } })[1]).toBe('WAV · as edited');
});

test('what a person has done with a take comes before its quality, which a narrow row cuts off', () => {
  const files = [{ file: 'audio.wav', format: 'wav' }] as TakeFile[];
  const [take] = listOf(['a'], { files, markers: [{ id: 1 }] as unknown as Take['markers'] });
  const spec = { ...take!.spec, sampleFormat: 's24' } as const;
  expect(factsOf({ ...take!, spec, edits: { ...take!.edits, state: 1 } })).toEqual([
    '0:01.0',
    '1 marker',
    'WAV · as edited · 24-bit',
  ]);
});

test('days are Today, Yesterday, or a date, with the year only where it is another one', () => {
  expect(dayText(day(2026, 10, 20), NOW)).toBe('Yesterday');
  expect(dayText(day(2026, 10, 19), NOW)).not.toMatch(/2026/);
  expect(dayText(day(2025, 10, 20), NOW)).toMatch(/2025/);
  // The day before is 23 hours long where clocks go forward, and the text must not skip it.
  expect(dayText(day(2026, 2, 28), new Date(2026, 2, 29, 12).getTime())).toBe('Yesterday');
});

test('a deleted take tells how long it can be restored', () => {
  const DAY = 24 * 60 * 60 * 1000;
  const [take] = listOf(['a'], { deletedAt: NOW });
  expect(daysLeftText(take!, NOW)).toBe('Removed in 30 days');
  expect(daysLeftText(take!, NOW + 29.5 * DAY)).toBe('Removed in 1 day');
  expect(daysLeftText(take!, NOW + 31 * DAY)).toBe('Removed today');
});
