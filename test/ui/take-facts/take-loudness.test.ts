import { afterEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { measureTake } from '../../../src/ui/take-facts/take-loudness.ts';

afterEach(() => vi.unstubAllGlobals());

test('while a tab records, an edited take is not scaled in order to be measured', async () => {
  const started = vi.fn();
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      constructor() {
        super();
        started();
      }
    },
  );
  const query = vi.fn(async () => ({ held: [{ name: 'capstan-take-x' }] }));
  vi.stubGlobal('navigator', { locks: { query } });
  const shape = { sampleRate: 8000, channels: 1, format: 's16' } as const;
  const journal = new File([writeWavHeader(shape, 200) as BlobPart, new Uint8Array(200)], 'audio.wav');
  const take = {
    id: 'a',
    frames: 100,
    spec: { sampleRate: 8000, channels: 1, sampleFormat: 's16' },
    markers: [],
    edits: { ...NO_EDITS, operations: [{ kind: 'gain', decibels: 6, from: 0, to: 100 }], state: 1 },
  } as unknown as Take;
  const abort = new AbortController();
  const measured = measureTake({ read: async () => journal }, take, abort.signal, () => {});
  const ended = expect(measured).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(query).toHaveBeenCalled());
  abort.abort();
  await ended;
  expect(started).not.toHaveBeenCalled();
});
