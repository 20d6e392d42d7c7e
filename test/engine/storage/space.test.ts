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
