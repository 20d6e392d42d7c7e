import { expect, test, vi } from 'vitest';
import { createCaptureRing } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import { createStatusBlock } from '../../../src/shared/journal/status-block.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME, PEAKS_NAME } from '../../../src/shared/take/take-events.ts';
import { JournalService } from '../../../src/workers/journal/journal-service.ts';
import { kernels } from '../drain-stage.ts';
import { expectPeaks } from '../peaks-support.ts';
import { audioOf, eventsOf, expectBytes, packed, RandomSignal, shapeOf, SPEC } from '../take-support.ts';

test('where the browser refuses its storage, takes are in memory: whole, listed, logged to, and deleted', async () => {
  vi.stubGlobal('navigator', {
    storage: { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) },
  });
  const service = new JournalService(kernels);
  await expect(service.memoryTakes()).rejects.toMatchObject({ code: 'storage-unavailable' });
  expect(await service.checkStorage(false)).toBe('memory');
  const ring = createCaptureRing(2, 2 ** 18);
  const writer = new CaptureRingWriter(ring);
  const signal = new RandomSignal(2);
  await service.listen(undefined, () => {});
  const ways = [{ id: 1, kind: 'worklet', ring }] as const;
  const status = createStatusBlock();
  await service.attach({ id: 1, sampleRate: 48_000, channels: 2, status, preRollFrames: 0, ways });
  await service.begin(SPEC, [], 0);
  writer.write(signal.next(20_000), 20_000);
  expect(await service.finish([{ way: 1, cursor: 20_000 }], 0, 5000)).toMatchObject({
    frames: 20_000,
    error: undefined,
  });
  const names = async () =>
    (await service.memoryTakes()).map(({ files }) => (files as readonly File[]).map(({ name }) => name));
  expect(await names(), 'still open').toEqual([[EVENT_LOG_NAME]]);
  const room = await service.memoryRoom();
  await service.release(SPEC.id);
  // Two events in the same moment: the take stays listed, and the second waits for the first.
  const logged = [
    service.log(SPEC.id, { type: 'renamed', name: 'zwei' }),
    service.log(SPEC.id, { type: 'starred' }),
  ];
  expect((await names())[0]).toContain(EVENT_LOG_NAME);
  await Promise.all(logged);
  await service.keepInMemory(SPEC.id, 'take.opus', new Blob(['opus']));

  const [take] = await service.memoryTakes();
  const file = async (name: string) => {
    const found = (take!.files as readonly File[]).find((each) => each.name === name);
    return new Uint8Array(await found!.arrayBuffer());
  };
  expectBytes(
    audioOf(await file(JOURNAL_NAME), shapeOf(SPEC), 'any'),
    packed(signal.frames, SPEC.sampleFormat),
  );
  expect(replayEvents(eventsOf(await file(EVENT_LOG_NAME)))).toMatchObject({
    name: 'zwei',
    starred: true,
    ledger: { captured: 20_000, journaled: 20_000, lost: 0 },
  });
  expectPeaks(await file(PEAKS_NAME), SPEC, signal.frames);
  expect(new TextDecoder().decode(await file('take.opus'))).toBe('opus');
  await service.deleteMemoryTake(SPEC.id);
  expect(await service.memoryTakes()).toEqual([]);
  expect(await service.memoryRoom()).toBeGreaterThan(room);
  await service.detach();
});
