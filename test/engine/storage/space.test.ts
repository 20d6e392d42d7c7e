import { afterEach, expect, test, vi } from 'vitest';
import type { Recorder } from '../../../src/engine/record/recorder.ts';
import { Space, type SpaceReading } from '../../../src/engine/storage/space.ts';

afterEach(() => vi.unstubAllGlobals());

test('a journal that died with the takes in its memory tells no room: nothing is known, and nothing rejects', async () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const recorder = { state: { kind: 'idle' } } as unknown as Recorder;
  let room: () => Promise<number | undefined> = () => Promise.resolve(96_000);
  const space = new Space(
    recorder,
    () => ({ format: 'wav', quality: 's16' }),
    () => room(),
  );
  const told: (SpaceReading | undefined)[] = [];
  space.on('reading', (reading) => told.push(reading));
  await space.look();
  room = () => Promise.reject(new Error('takes are not in memory'));
  await space.look();
  expect(told).toMatchObject([{ told: true }, undefined]);
});

test('a warning is out of date once room was made, and comes again in the same take when that is used up', async () => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  const recorder = {
    state: { kind: 'recording', takeId: 'a' },
    elapsedSeconds: () => 0,
  } as unknown as Recorder;
  let minutes = 0;
  const space = new Space(
    recorder,
    () => ({ format: 'wav', quality: 's16' }),
    async () => minutes * 60 * 192_000,
  );
  const told: string[] = [];
  space.on('low', ({ step }) => told.push(`low ${step}`));
  space.on('room', () => told.push('room'));
  const at = async (left: number) => {
    told.length = 0;
    minutes = left;
    await space.look();
    return told;
  };
  expect(await at(29)).toEqual(['low 30']);
  expect(await at(35)).toEqual([]);
  expect(await at(29)).toEqual([]);
  expect(await at(41)).toEqual(['room']);
  expect(await at(41)).toEqual([]);
  expect(await at(4)).toEqual(['low 5']);
  // It is no longer time to stop soon, but the room is little.
  expect(await at(20)).toEqual(['room', 'low 30']);
  expect(await at(4)).toEqual(['low 5']);
});
