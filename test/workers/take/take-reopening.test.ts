import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bytesPerFrame, headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { createCaptureRing } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import type { TakeWord } from '../../../src/shared/journal/journal-notices.ts';
import { createStatusBlock, StatusBlock } from '../../../src/shared/journal/status-block.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  PEAKS_NAME,
  TAKES_FOLDER,
  type TakeHistory,
} from '../../../src/shared/take/take-events.ts';
import { CaptureDrain } from '../../../src/workers/drain/capture-drain.ts';
import { TakeJournal } from '../../../src/workers/take/take-journal.ts';
import { reopenTake } from '../../../src/workers/take/take-reopening.ts';
import { kernels, stillClock } from '../drain-stage.ts';
import { expectPeaks, framesOf } from '../peaks-support.ts';
import type { MemoryHandle } from '../storage/memory-handle.ts';
import { MemoryFile, MemoryFolder } from '../storage/memory-storage.ts';
import {
  audioOf,
  eventsOf,
  expectBytes,
  markersOf,
  packed,
  RandomSignal,
  shapeOf,
  SPEC,
} from '../take-support.ts';

/** A take recorded in several runs, on a disk in memory. Each run has its own microphone and ring. */
class BrokenTake {
  readonly storage = new MemoryFolder();
  readonly notices: TakeWord[] = [];
  readonly signal = new RandomSignal(2);
  /** The signal's frames that are in the file, one list per run. */
  readonly kept: number[][] = [];
  #journal: TakeJournal | undefined;
  #drain: CaptureDrain | undefined;
  #writer: CaptureRingWriter | undefined;
  /** Frames of the signal, and frames in the journal, before this run. */
  #before = { signal: 0, file: 0 };

  constructor() {
    vi.stubGlobal('navigator', { storage: { getDirectory: async () => this.storage } });
  }

  async start(): Promise<void> {
    this.#go(await TakeJournal.open(SPEC, (notice) => this.notices.push(notice)));
  }

  async continue(past: TakeHistory = this.history): Promise<void> {
    this.#go(await reopenTake(past, (notice) => this.notices.push(notice), kernels));
  }

  get history(): TakeHistory {
    return replayEvents(eventsOf(this.#file(EVENT_LOG_NAME).content))!;
  }

  get frames(): number {
    return this.#journal!.frames;
  }

  /** The audio that the file must contain. */
  get audio(): Uint8Array {
    return packed(
      this.kept.flat().map((frame) => this.signal.frames[frame]!),
      SPEC.sampleFormat,
    );
  }

  get peaks(): Uint8Array {
    return this.#file(PEAKS_NAME).content;
  }

  /** Goes on for longer than peaks stay unwritten, and notes that on the disk. */
  letAMinutePass(clock: { go: (ms: number) => void }): void {
    this.record(100);
    clock.go(61_000);
    this.#journal!.turn();
  }

  close(): void {
    this.#journal!.close();
  }

  get file(): Uint8Array {
    return this.#file(JOURNAL_NAME).content;
  }

  record(frames: number): void {
    for (let left = frames; left > 0; left -= 500) {
      const count = Math.min(500, left);
      this.#writer!.write(this.signal.next(count), count);
      while (this.#drain!.turn());
    }
  }

  /** The disk loses everything behind this many frames. */
  cutOff(frames: number): void {
    const shape = shapeOf(SPEC);
    this.#file(JOURNAL_NAME).truncate(headerBytes(shape) + frames * bytesPerFrame(shape));
  }

  mark(label: string): void {
    void this.#drain!.marker(this.signal.frames.length - this.#before.signal, label);
  }

  /** The browser dies: the frames in the ring are lost, and the last write may be torn. */
  crash(tornBytes = 0): void {
    this.#noteKept();
    const audio = this.#file(JOURNAL_NAME);
    audio.write(new Uint8Array(tornBytes).fill(7), { at: audio.getSize() });
    for (const name of [JOURNAL_NAME, EVENT_LOG_NAME, PEAKS_NAME]) this.#file(name).close();
  }

  async finish() {
    const summary = this.#drain!.finish(this.signal.frames.length - this.#before.signal);
    while (this.#drain!.turn());
    this.#noteKept();
    return summary;
  }

  #go(journal: TakeJournal): void {
    const ring = createCaptureRing(2, 2 ** 17);
    this.#journal = journal;
    this.#before = { signal: this.signal.frames.length, file: journal.frames };
    this.#writer = new CaptureRingWriter(ring);
    this.#drain = new CaptureDrain(ring, kernels, new StatusBlock(createStatusBlock()), {
      sampleRate: SPEC.sampleRate,
      keepFrames: 0,
    });
    this.#drain.hold(0);
    this.#drain.begin(journal);
  }

  #noteKept(): void {
    const frames = this.frames - this.#before.file;
    this.kept.push(Array.from({ length: frames }, (_, i) => this.#before.signal + i));
  }

  #file(name: string): MemoryHandle {
    return this.storage.folders.get(TAKES_FOLDER)!.folders.get(SPEC.id)!.files.get(name)!.handle!;
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: SPEC.createdAt });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('however often a recording breaks off and goes on, its file holds every stretch, and the ledger all of them', async () => {
  const anyGo = fc.record({ frames: fc.nat(30_000), torn: fc.nat(5), awayMs: fc.nat(10_000_000) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyGo, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 20_000 }),
      async (goes, last) => {
        vi.setSystemTime(SPEC.createdAt);
        const take = new BrokenTake();
        await take.start();
        const breaks: number[] = [];
        for (const { frames, torn, awayMs } of goes) {
          take.record(frames);
          take.crash(torn);
          breaks.push(take.frames);
          vi.setSystemTime(Date.now() + awayMs);
          await take.continue();
          expect(take.frames).toBe(breaks.at(-1));
        }
        take.record(last);
        const { ledger, frames, markers } = await take.finish();
        expectBytes(audioOf(take.file, shapeOf(SPEC), 'any'), take.audio);
        const written = take.kept.flat().length;
        expect(frames).toBe(written);
        expect(ledger).toMatchObject({ captured: written, journaled: written, lost: 0 });
        expect(ledger.gaps.map(({ frame, kind }) => ({ frame, kind }))).toEqual(
          breaks.map((frame) => ({ frame, kind: 'break' })),
        );
        expect(markers.map(({ frame }) => frame)).toEqual(breaks);
        expect(markersOf(take.file, shapeOf(SPEC))).toEqual(markers);
        // The break was requested, so it causes no notice.
        expect(take.notices).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

test('the break is told in words, with its length by the wall clock, from the last sign of life', async () => {
  const take = new BrokenTake();
  await take.start();
  take.record(9000);
  take.crash();
  vi.setSystemTime(SPEC.createdAt + 192_000);
  await take.continue();
  take.record(9000);
  take.crash();
  vi.setSystemTime(SPEC.createdAt + 200_000);
  await take.continue();
  const { ledger, markers } = await take.finish();
  expect(markers.map(({ label }) => label)).toEqual(['Continued after 3 min 12 s', 'Continued after 8 s']);
  expect(ledger.gaps.map(({ frames }) => frames)).toEqual([192 * 48_000, 8 * 48_000]);
  expect(take.history).toMatchObject({ breaksMs: 200_000, ledger: { lost: 0 } });
});

test('what the log told before the break is in the ledger and in the cue points after it', async () => {
  const take = new BrokenTake();
  await take.start();
  take.record(8000);
  take.mark('eins');
  take.record(1000);
  take.crash();
  await take.continue();
  take.record(8000);
  take.mark('zwei');
  take.record(8000);
  await take.finish();
  expect(markersOf(take.file, shapeOf(SPEC)).map(({ label }) => label)).toEqual([
    'eins',
    'Continued after 0 s',
    'zwei',
  ]);
});

test('a take that broke off between its last write and the word “stopped” goes on behind its audio', async () => {
  const take = new BrokenTake();
  await take.start();
  take.record(9000);
  take.mark('at the end');
  const { frames } = await take.finish();
  take.crash();
  const log = eventsOf(
    take.storage.folders.get(TAKES_FOLDER)!.folders.get(SPEC.id)!.files.get(EVENT_LOG_NAME)!.content,
  );
  const past = replayEvents(log.filter(({ type }) => type !== 'stopped'))!;
  const journal = await reopenTake(past, () => {}, kernels);
  expect(journal.frames).toBe(frames);
  journal.close();
  expectBytes(audioOf(take.file, shapeOf(SPEC)), packed(take.signal.frames, SPEC.sampleFormat));
});

test('a take that was stopped goes on at its end: what is told of it is whole, and the break is told', async () => {
  const take = new BrokenTake();
  await take.start();
  take.record(9000);
  take.mark('eins');
  const first = await take.finish();
  take.close();
  vi.setSystemTime(Date.now() + 4000);
  await take.continue();
  const reopened = take.history;
  expect(reopened.ledger).toBeUndefined();
  take.record(8000);
  const { frames, ledger } = await take.finish();
  take.close();
  expect(frames).toBe(first.frames + 8000);
  expect(take.history.ledger).toEqual(ledger);
  expect(ledger).toMatchObject({ captured: frames, journaled: frames, lost: 0 });
  expect(ledger.gaps).toEqual([{ frame: first.frames, frames: 4 * SPEC.sampleRate, kind: 'break' }]);
  expectBytes(audioOf(take.file, shapeOf(SPEC), 'any'), packed(take.signal.frames, SPEC.sampleFormat));
  expect(markersOf(take.file, shapeOf(SPEC)).map(({ label }) => label)).toEqual([
    'eins',
    'Continued after 4 s',
  ]);
  expectPeaks(take.peaks, SPEC, framesOf(take.audio, SPEC));
});

test('a stopped take whose end the disk lost goes on behind what is left, and still says what it lacks', async () => {
  const take = new BrokenTake();
  await take.start();
  take.record(9000);
  const first = await take.finish();
  take.cutOff(first.frames - 3000);
  take.close();
  await take.continue();
  take.record(800);
  const { ledger } = await take.finish();
  take.close();
  const frame = first.frames - 3000;
  expect(ledger).toMatchObject({ journaled: frame + 800, lost: 3000 });
  expect(ledger.gaps[0]).toEqual({ frame, frames: 3000, kind: 'cut-off' });
  expect(take.history.gaps).toContainEqual({ frame, frames: 3000, kind: 'cut-off' });
});

test('a take that was stopped and continued, and then broke off, is recovered and continued like any other', async () => {
  const take = new BrokenTake();
  await take.start();
  take.record(9000);
  take.mark('eins');
  await take.finish();
  take.close();
  await take.continue();
  take.record(8000);
  take.crash(5);
  expect(take.history).toMatchObject({ ledger: undefined, encoded: [], savedTo: undefined });
  await take.continue();
  take.record(500);
  const { ledger, markers } = await take.finish();
  expectBytes(audioOf(take.file, shapeOf(SPEC), 'any'), take.audio);
  expect(ledger.gaps.filter(({ kind }) => kind === 'break')).toHaveLength(2);
  expect(markers.map(({ label }) => label).filter((label) => label === 'eins')).toHaveLength(1);
});

test.each([
  ['no room for its log', 100],
  ['room for its log, and not for what is logged when it goes on', 64 * 1024],
])('a stopped take that cannot be continued, because the disk has %s, stays as it was', async (_, free) => {
  const storage = new MemoryFolder();
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => storage } });
  const journal = await TakeJournal.open({ ...SPEC, format: 'opus', quality: 'music-128' }, () => {});
  journal.append(kernels, new RandomSignal(2).next(500), 500);
  journal.finish(500, { wallMs: 10, clockPpm: undefined });
  journal.record({ type: 'encoded', file: 'take.opus', format: 'opus', frames: 500, sampleRate: 48_000 });
  journal.close();
  const contentOf = (name: string) =>
    storage.folders.get(TAKES_FOLDER)!.folders.get(SPEC.id)!.files.get(name)!.content;
  const before = [EVENT_LOG_NAME, JOURNAL_NAME].map(contentOf);
  const history = replayEvents(eventsOf(before[0]!))!;
  expect(history).toMatchObject({ ledger: { captured: 500 }, encoded: [{ file: 'take.opus' }] });
  const open = MemoryFile.prototype.createSyncAccessHandle;
  vi.spyOn(MemoryFile.prototype, 'createSyncAccessHandle').mockImplementation(async function (
    this: MemoryFile,
  ) {
    const handle = await open.call(this);
    handle.quotaBytes = handle.getSize() + free;
    return handle;
  });
  await expect(reopenTake(history, () => {}, kernels)).rejects.toMatchObject({ code: 'storage-full' });
  expectBytes(contentOf(EVENT_LOG_NAME), before[0]!);
  expectBytes(contentOf(JOURNAL_NAME), before[1]!);
});

describe('the peaks of a take that is continued', () => {
  test.each([
    ['nothing of them was written', 0],
    ['some of them were written', 1],
  ])('describe all of it, though %s before it broke off', async (_, minutes) => {
    const clock = stillClock();
    const take = new BrokenTake();
    await take.start();
    take.record(9000);
    for (let i = 0; i < minutes; i++) take.letAMinutePass(clock);
    take.record(7000);
    take.crash(3);
    await take.continue();
    take.record(8000);
    await take.finish();
    take.close();
    expectPeaks(take.peaks, SPEC, framesOf(take.audio, SPEC));
  });

  test('are taken over where they are complete, and end behind the new frames', async () => {
    const take = new BrokenTake();
    await take.start();
    take.record(256 * 40 + 77);
    await take.finish();
    take.close();
    const before = take.peaks;
    const log = take.history;
    expectPeaks(before, SPEC, framesOf(take.audio, SPEC));
    await take.continue(log);
    take.record(5000);
    await take.finish();
    take.close();
    expectPeaks(take.peaks, SPEC, framesOf(take.audio, SPEC));
  });
});
