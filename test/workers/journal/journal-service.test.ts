import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCaptureRing } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import { createFeedRing } from '../../../src/shared/encode/feed-ring.ts';
import type { JournalNotice } from '../../../src/shared/journal/journal-notices.ts';
import { createStatusBlock, StatusBlock } from '../../../src/shared/journal/status-block.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { eventLine } from '../../../src/shared/take/event-lines.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  TAKES_FOLDER,
  type TakeEvent,
  type TakeSpec,
} from '../../../src/shared/take/take-events.ts';
import { headerBytes } from '../../../src/shared/audio/wav-header.ts';
import { JournalService } from '../../../src/workers/journal/journal-service.ts';
import { WavFile } from '../../../src/workers/files/wav-file.ts';
import { startThread } from '../../support/node-thread.ts';
import { kernels } from '../drain-stage.ts';
import { MemoryFolder } from '../storage/memory-storage.ts';
import { PatientEncoder } from '../patient-encoder.ts';
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

const WAKER = `
import { workerData } from 'node:worker_threads';
const words = new Int32Array(workerData.wake);
const nap = new Int32Array(new SharedArrayBuffer(4));
for (;;) {
  Atomics.add(words, 0, 1);
  Atomics.notify(words, 0);
  Atomics.wait(nap, 0, 0, 1);
}
`;

/** The service as its worker runs it, including its loop. The disk is in memory, and `speak` is the microphone. */
class Studio {
  readonly storage = new MemoryFolder();
  readonly service = new JournalService(kernels);
  readonly ring = createCaptureRing(2, 2 ** 18);
  readonly status = createStatusBlock();
  readonly signal = new RandomSignal(2);
  readonly notices: JournalNotice[] = [];
  readonly #writer = new CaptureRingWriter(this.ring);
  /** Wakes the journal from another thread, as its callers do. */
  readonly #wake = new SharedArrayBuffer(4);
  readonly #waker = startThread(WAKER, { workerData: { wake: this.#wake } });

  listen(): Promise<void> {
    return this.service.listen(this.#wake, (notice) => this.notices.push(notice));
  }

  get written(): number {
    return this.signal.frames.length;
  }

  speak(frames: number): void {
    expect(this.#writer.write(this.signal.next(frames), frames)).toBe(frames);
  }

  async close(): Promise<void> {
    await Promise.race([this.service.detach(), passing(1000)]);
    await this.#waker.terminate();
  }

  attach(preRollFrames = 0): Promise<void> {
    const ways = [{ id: 1, kind: 'worklet', ring: this.ring }] as const;
    const { status } = this;
    return this.service.attach({ id: 1, sampleRate: 48_000, channels: 2, status, preRollFrames, ways });
  }

  begin(spec: TakeSpec = SPEC, frame = this.written): Promise<void> {
    return this.service.begin(spec, at(frame), 0);
  }

  file(name: string, id: string = SPEC.id): Uint8Array {
    return this.storage.folders.get(TAKES_FOLDER)!.folders.get(id)!.files.get(name)!.content;
  }

  audio(id: string = SPEC.id): Uint8Array {
    return audioOf(this.file(JOURNAL_NAME, id), shapeOf(SPEC), 'any');
  }

  packed(from: number, to: number = this.written): Uint8Array {
    return packed(this.signal.frames.slice(from, to), SPEC.sampleFormat);
  }
}

/**
 * Node delivers a port's messages in batches of a thousand, and timers starve meanwhile. A browser takes one task at a
 * time, as setImmediate does.
 */
class FairChannel {
  readonly port1: { onmessage?: () => void } = {};
  readonly port2 = { postMessage: () => void setImmediate(() => this.port1.onmessage?.()) };
}

let studio: Studio;
beforeEach(async () => {
  vi.stubGlobal('MessageChannel', FairChannel);
  studio = new Studio();
  await studio.listen();
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => studio.storage } });
});
afterEach(async () => {
  await studio.close();
  vi.unstubAllGlobals();
});

/** The moment of a frame of the only capture path (way). */
const at = (frame: number) => [{ way: 1, cursor: frame }];
const code = (name: string): unknown => expect.objectContaining({ code: name });
const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ['is what was captured before the start', 1000, 4000, 1000],
  // The microphone had been open for less.
  ['is no more than there was', 1000, 600, 600],
  ['is none where the start does not reach back', 0, 4000, undefined],
])('the pre-roll of a take %s', async (_, reachBack, started, frames) => {
  await studio.attach(2000);
  studio.speak(4000);
  await passing(5);
  await studio.service.begin(SPEC, at(started), reachBack);
  studio.speak(2000);
  await studio.service.finish(at(5000), 0, 5000);
  expect(new StatusBlock(studio.status).preRollFrames).toBe(frames ?? 0);
  await studio.service.release(SPEC.id);
  const told = eventsOf(studio.file(EVENT_LOG_NAME)).filter(({ type }) => type === 'pre-roll');
  expect(told).toEqual(frames === undefined ? [] : [{ type: 'pre-roll', frames }]);
  expectBytes(studio.audio(), studio.packed(started - (frames ?? 0), 5000));
});

test('a take from begin to release: every frame, every command, both files let go', async () => {
  await studio.attach(1000);
  studio.speak(5000);
  await passing(5);
  await studio.begin(SPEC, 4500);
  studio.speak(3000);
  await studio.service.pause(at(8100), 0);
  studio.speak(1000);
  await studio.service.resume(at(8600));
  const marker = studio.service.marker(at(8700), 'eins');
  studio.speak(1000);
  expect(await marker).toMatchObject({ frame: 3700, label: 'eins' });
  const summary = studio.service.finish(at(10_500), 0, 5000);
  studio.speak(1000);
  expect(await summary).toMatchObject({ frames: 5500, ledger: { captured: 5500, journaled: 5500, lost: 0 } });
  expectBytes(studio.audio(), new Uint8Array([...studio.packed(4500, 8100), ...studio.packed(8600, 10_500)]));

  await studio.service.release(SPEC.id);
  await studio.service.log(SPEC.id, { type: 'renamed', name: 'Better' });
  expect(eventsOf(studio.file(EVENT_LOG_NAME)).map((event) => event.type)).toEqual([
    'created',
    'paused',
    'resumed',
    'marker',
    'stopped',
    'renamed',
  ]);
  expect(studio.notices).toEqual([]);
});

test('what came while a take’s files were opened is on the disk when the start is answered', async () => {
  await studio.attach();
  const begun = studio.begin();
  studio.speak(300);
  await begun;
  expectBytes(studio.file(JOURNAL_NAME).subarray(headerBytes(shapeOf(SPEC))), studio.packed(0));
});

test('asked to sync, as when the page may go, it writes all there is and brings the header up to date', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(300);
  await studio.service.sync();
  expectBytes(studio.audio(), studio.packed(0, 300));
});

test('an encoder is fed while the take goes on and after it, with no ring any more', async () => {
  await studio.attach();
  await studio.begin();
  const feed = createFeedRing(1024);
  await studio.service.startFeeding(SPEC.id, feed, SPEC.sampleFormat);
  studio.speak(400);
  await studio.service.finish(at(400), 0, 5000);
  await studio.service.detach();
  const encoder = new PatientEncoder(feed);
  while (!encoder.atEnd) {
    await passing(1); // lets the journal take its turn
    encoder.read(700);
  }
  expect(Uint8Array.from(encoder.got)).toEqual(studio.packed(0, 400));
  await studio.service.stopFeeding(SPEC.id, feed);
  await studio.service.release(SPEC.id, { type: 'kept', at: 1 });
  expect(eventsOf(studio.file(EVENT_LOG_NAME)).at(-1)).toEqual({ type: 'kept', at: 1 });
});

describe('the loop does not sleep', () => {
  /** How long each sleep of the loop may last. */
  const sleeps: number[] = [];
  const wake = new SharedArrayBuffer(4);
  let service: JournalService;

  beforeEach(async () => {
    const wait = Atomics.wait.bind(Atomics) as (
      words: Int32Array,
      i: number,
      was: number,
      ms: number,
    ) => 'ok';
    vi.spyOn(Atomics, 'wait').mockImplementation((words: Int32Array | BigInt64Array, index, was, ms) => {
      sleeps.push(ms!);
      return wait(words as Int32Array, index, Number(was), ms!);
    });
    service = new JournalService(kernels);
    await service.listen(wake, () => {});
    sleeps.length = 0;
    const { status, ring } = studio;
    const ways = [{ id: 1, kind: 'worklet', ring }] as const;
    await service.attach({ id: 1, sampleRate: 48_000, channels: 2, status, preRollFrames: 0, ways });
  });
  afterEach(async () => {
    await service.detach();
    vi.restoreAllMocks();
  });

  test('before it has answered the call that started it', () => {
    expect(sleeps).toEqual([2]);
  });

  test('while a call that woke it is still on its way', async () => {
    await passing(500);
    expect(sleeps.at(-1)).toBe(50);
    sleeps.length = 0;
    Atomics.add(new Int32Array(wake), 0, 1);
    // This is the time in which the call's message arrives.
    await passing(5);
    expect(sleeps.slice(1).filter((ms) => ms > 2)).toEqual([]);
  });
});

describe('the end', () => {
  test('of a clock that stands still comes when patience does, at what was captured', async () => {
    await studio.attach();
    await studio.begin();
    studio.speak(300);
    expect(await studio.service.finish(at(5000), 0, 30)).toMatchObject({ frames: 300 });
    expectBytes(studio.audio(), studio.packed(0));
  });

  test('of a microphone that goes finishes its take with every frame captured', async () => {
    await studio.attach();
    await studio.begin();
    studio.speak(10_000);
    await studio.service.detach();
    expectBytes(studio.audio(), studio.packed(0));
    expect(eventsOf(studio.file(EVENT_LOG_NAME)).at(-1)).toMatchObject({ type: 'stopped', frames: 10_000 });
  });

  test('of a microphone that goes while a stop waits is the end for both', async () => {
    await studio.attach();
    await studio.begin();
    studio.speak(500);
    const summary = studio.service.finish(at(5000), 0, 1000);
    const both = Promise.all([summary, studio.service.detach()]);
    expect(await Promise.race([both, passing(300)])).toMatchObject([{ frames: 500 }, undefined]);
  });

  test('leaves the ring rolling for the next take', async () => {
    await studio.attach();
    for (const [i, id] of ['one', 'two'].entries()) {
      await studio.begin({ ...SPEC, id });
      studio.speak(1000);
      await studio.service.finish(at(studio.written), 0, 5000);
      expectBytes(studio.audio(id), studio.packed(1000 * i, 1000 * (i + 1)));
    }
  });
});

describe('is refused', () => {
  test('a take without a ring, or beside another', async () => {
    await expect(studio.begin()).rejects.toEqual(code('wrong-state'));
    await studio.attach();
    await studio.begin();
    await expect(studio.begin({ ...SPEC, id: 'other' })).rejects.toEqual(code('wrong-state'));
  });

  test('a command without a take', async () => {
    await studio.attach();
    await expect(studio.service.pause(at(0), 0)).rejects.toEqual(code('wrong-state'));
    await expect(studio.service.resume(at(0))).rejects.toEqual(code('wrong-state'));
    await expect(studio.service.marker(at(0), '')).rejects.toEqual(code('wrong-state'));
    await expect(studio.service.finish(at(0), 0, 1)).rejects.toEqual(code('wrong-state'));
  });

  test('to release a take that is being recorded, and to feed from one that is not open', async () => {
    await studio.attach();
    await studio.begin();
    await expect(studio.service.release(SPEC.id)).rejects.toEqual(code('take-busy'));
    await expect(studio.service.startFeeding('other', createFeedRing(1024), 's24')).rejects.toEqual(
      code('take-not-found'),
    );
    await expect(studio.service.log('other', { type: 'renamed', name: '' })).rejects.toEqual(
      code('take-not-found'),
    );
  });

  test('everything, where the browser gives no storage', async () => {
    vi.stubGlobal('navigator', {
      storage: { getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) },
    });
    await studio.attach();
    await expect(studio.begin()).rejects.toEqual(code('storage-unavailable'));
    vi.stubGlobal('navigator', { storage: { getDirectory: async () => studio.storage } });
    await studio.begin(); // the failed start is forgotten
    studio.speak(100);
    expect(await studio.service.finish(at(100), 0, 5000)).toMatchObject({ frames: 100 });
  });
});

test('a home for a converted file has a log and no recording', async () => {
  await studio.service.create({ ...SPEC, id: 'converted', source: 'file' });
  await studio.service.log('converted', { type: 'renamed', name: 'zwei' });
  const folder = studio.storage.folders.get(TAKES_FOLDER)!.folders.get('converted')!;
  expect([...folder.files.keys()]).toEqual([EVENT_LOG_NAME]);
  expect(eventsOf(studio.file(EVENT_LOG_NAME, 'converted'))).toHaveLength(2);
});

test('a take that broke off is made whole: its last frame torn, its header behind, its marker only in the log', async () => {
  const takes = await studio.storage.getDirectoryHandle(TAKES_FOLDER, { create: true });
  const folder = await takes.getDirectoryHandle(SPEC.id, { create: true });
  const log = await (await folder.getFileHandle(EVENT_LOG_NAME, { create: true })).createSyncAccessHandle();
  const before: TakeEvent[] = [
    { type: 'created', version: 1, spec: SPEC },
    { type: 'marker', frame: 12, label: 'eins' },
  ];
  log.write(new TextEncoder().encode(before.map(eventLine).join('')), { at: 0 });
  log.close();
  const audio = await (await folder.getFileHandle(JOURNAL_NAME, { create: true })).createSyncAccessHandle();
  new WavFile(audio, shapeOf(SPEC));
  const signal = new RandomSignal(2);
  signal.next(50);
  const bytes = packed(signal.frames, 's24');
  audio.write(bytes.subarray(0, bytes.length - 2), { at: headerBytes(shapeOf(SPEC)) });
  audio.close();

  await studio.service.recover(SPEC);
  expectBytes(studio.audio(), packed(signal.frames.slice(0, 49), 's24'));
  expect(markersOf(studio.file(JOURNAL_NAME), shapeOf(SPEC))).toEqual([{ frame: 12, label: 'eins' }]);
  expect(replayEvents(eventsOf(studio.file(EVENT_LOG_NAME)))).toMatchObject({
    recoveredFrames: 49,
    certainFrames: 0, // there was no sync yet
  });
});

test('a take that is being recorded here is not recovered', async () => {
  await studio.attach();
  await studio.begin();
  await expect(studio.service.recover(SPEC)).rejects.toEqual(code('take-busy'));
});

test('a file that another page still holds for a moment is waited for', async () => {
  const takes = await studio.storage.getDirectoryHandle(TAKES_FOLDER, { create: true });
  const folder = await takes.getDirectoryHandle(SPEC.id, { create: true });
  const held = await (await folder.getFileHandle(JOURNAL_NAME, { create: true })).createSyncAccessHandle();
  setTimeout(() => held.close(), 60);
  await studio.attach();
  await studio.begin();
  studio.speak(100);
  expect(await studio.service.finish(at(100), 0, 5000)).toMatchObject({ frames: 100 });
});
