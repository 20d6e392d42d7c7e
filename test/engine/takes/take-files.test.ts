import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { readTake } from '../../../src/engine/takes/take-reading.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { journalShape, type TakeEvent, type TakeSpec } from '../../../src/shared/take/take-events.ts';
import { currentFile } from '../../../src/ui/player/current-file.ts';
import { FakeFolder } from './fake-tree.ts';

const RATE = 1000;
const SPEC: TakeSpec = {
  id: 'a',
  name: 'Interview',
  format: 'mp3',
  quality: 'cbr-128',
  sampleFormat: 's16',
  sampleRate: RATE,
  channels: 1,
  createdAt: 0,
  source: 'microphone',
  device: '',
};

function encoded(file: string, seconds: number, edits = 0): TakeEvent {
  return { type: 'encoded', file, format: 'mp3', frames: seconds * RATE, sampleRate: RATE, edits };
}

/** A take that broke off, was recovered, and goes on with these events. */
async function takeOf(...events: readonly TakeEvent[]) {
  return takeWith(600 * RATE, ...events);
}

/** @param frames of its file */
async function takeWith(frames: number, ...events: readonly TakeEvent[]) {
  const folder = new FakeFolder();
  const all: TakeEvent[] = [
    { type: 'created', version: 1, spec: SPEC },
    { type: 'recovered', at: 1, frames: 10 * RATE, brokeOffAt: 1 },
    ...events,
  ];
  const write = async (name: string, text: string) =>
    (await folder.getFileHandle(name, { create: true })).write(text);
  await write('events.jsonl', all.map(eventLine).join(''));
  await write('audio.wav', '.'.repeat(headerBytes(journalShape(SPEC)) + 2 * frames));
  for (const event of all) if (event.type === 'encoded') await write(event.file, 'sound');
  return (await readTake(folder))!;
}

const CONTINUED: TakeEvent = { type: 'continued', at: 2, frame: 10 * RATE, pausedMs: 1000 };
const STOPPED = {
  type: 'stopped',
  at: 3,
  frames: 600 * RATE,
  ledger: { journaled: 600 * RATE, gaps: [] },
} as unknown as TakeEvent;

test('a file that holds only the beginning of a take, which was continued, comes after the whole ones', async () => {
  const take = await takeOf(encoded('converted-a.mp3', 10), CONTINUED, STOPPED, encoded('take.mp3', 600));
  expect(take.files.map(({ file }) => file)).toEqual(['take.mp3', 'audio.wav', 'converted-a.mp3']);
  expect(currentFile(take)?.file).toBe('take.mp3');
});

test('where no other file is encoded, the recording is what is played, saved and exported', async () => {
  const take = await takeOf(encoded('converted-a.mp3', 10), CONTINUED, STOPPED);
  expect(currentFile(take)?.file).toBe('audio.wav');
});

test('also of a take that is edited, a file with the edits that lacks what came later is not the current one', async () => {
  const edited: TakeEvent = { type: 'edited', edit: { kind: 'cut', from: 0, to: RATE } };
  const { edits } = await takeOf(edited);
  const take = await takeOf(edited, encoded('converted-a.mp3', 9, edits.state), CONTINUED, STOPPED);
  expect(take.edits.state).toBe(edits.state);
  expect(currentFile(take)?.file).toBe('audio.wav');
});

test('of a take that was not continued the chosen format comes first', async () => {
  const take = await takeOf(encoded('take.mp3', 10.04));
  expect(take.files.map(({ file }) => file)).toEqual(['take.mp3', 'audio.wav']);
});

test('a recording whose file is shorter than its log tells has the frames that are there, and says how many are not', async () => {
  const counts = ({ frames, missingFrames, durationSeconds }: Take) => [
    frames,
    missingFrames,
    durationSeconds,
  ];
  expect(counts(await takeOf(CONTINUED, STOPPED))).toEqual([600 * RATE, 0, 600]);
  expect(counts(await takeWith(450 * RATE, CONTINUED, STOPPED))).toEqual([450 * RATE, 150 * RATE, 450]);
  expect(counts(await takeWith(4 * RATE))).toEqual([4 * RATE, 6 * RATE, 4]);
  expect(counts(await takeWith(0, CONTINUED, STOPPED))).toEqual([0, 600 * RATE, 0]);
});
