import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StatusBlock, createLocalStatusBlock } from '../../src/shared/status-block.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME, TAKES_FOLDER } from '../../src/shared/take-events.ts';
import { JournalService } from '../../src/workers/journal-service.ts';
import { BlockCourier } from '../../src/worklets/block-courier.ts';
import { kernels } from './drain-stage.ts';
import { MemoryFolder } from './memory-storage.ts';
import { audioOf, eventsOf, expectBytes, packed, RandomSignal, shapeOf, SPEC } from './take-support.ts';

const CAPACITY_FRAMES = 2 ** 17;

/** The service as its worker runs it where no memory is shared: a real port between it and the audio thread's courier. */
class Studio {
  readonly storage = new MemoryFolder();
  readonly service = new JournalService(kernels);
  readonly signal = new RandomSignal(2);
  readonly status = new StatusBlock(createLocalStatusBlock());
  readonly #channel = new MessageChannel();
  readonly #courier = new BlockCourier(this.#channel.port1, 2, 0, () => {});
  told = 0;
  /** The page: it answers at once unless it is blocked. */
  answer: Promise<void> | undefined;
  #clock = 0;

  /** The render clock now. */
  get clock(): number {
    return this.#clock;
  }

  attach(preRollFrames = 0): Promise<void> {
    const link = { port: this.#channel.port2, channels: 2, capacityFrames: CAPACITY_FRAMES };
    return this.service.attachPort(link, preRollFrames, (values) => {
      this.told += 1;
      this.status.replace(structuredClone(values));
      return this.answer;
    });
  }

  /** The microphone delivers so many frames, in blocks of 128. Nothing arrives before the caller waits. */
  speak(frames: number): void {
    for (let left = frames; left > 0; left -= 128) {
      const count = Math.min(128, left);
      this.#courier.process(this.signal.next(count), this.#clock);
      this.#clock += count;
    }
  }

  /** No block comes for so many frames. */
  fallSilent(frames: number): void {
    this.#clock += frames;
  }

  begin(clock = this.clock): Promise<void> {
    return this.service.begin(SPEC, clock, () => {});
  }

  async close(): Promise<void> {
    await this.service.detach();
    this.#channel.port1.close();
  }

  file(name: string): Uint8Array {
    return this.storage.folders.get(TAKES_FOLDER)!.folders.get(SPEC.id)!.files.get(name)!.content;
  }

  expectAudio(...stretches: readonly (readonly [from: number, to: number])[]): void {
    const expected = stretches.flatMap(([from, to]) => this.signal.frames.slice(from, to));
    expectBytes(audioOf(this.file(JOURNAL_NAME), shapeOf(SPEC), 'any'), packed(expected, SPEC.sampleFormat));
  }
}

let studio: Studio;
beforeEach(() => {
  vi.stubGlobal('SharedArrayBuffer', undefined);
  studio = new Studio();
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => studio.storage } });
});
afterEach(async () => {
  await studio.close();
  vi.unstubAllGlobals();
});

test('a take from begin to release, its commands naming the render clock: every frame, every command', async () => {
  await studio.attach(1000);
  studio.speak(5000);
  await studio.begin(4500);
  studio.speak(3000);
  await studio.service.pause(8100);
  studio.speak(1000);
  await studio.service.resume(8600);
  const marker = studio.service.marker(8700, 'eins');
  studio.speak(1000);
  expect(await marker).toEqual({ frame: 3700, label: 'eins' });
  const summary = studio.service.finish(10_500, 5000);
  studio.speak(1000);
  expect(await summary).toMatchObject({ frames: 5500, ledger: { captured: 5500, journaled: 5500, lost: 0 } });
  studio.expectAudio([4500, 8100], [8600, 10_500]);
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
});

test('a journal that stands still for longer than its ring holds loses nothing', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(100);
  await vi.waitFor(() => expect(studio.told).toBeGreaterThan(0));
  studio.speak(3 * CAPACITY_FRAMES); // and nobody waits meanwhile
  const summary = await studio.service.finish(studio.clock, 5000);
  expect(summary.ledger).toMatchObject({
    captured: studio.clock,
    journaled: studio.clock,
    lost: 0,
    gaps: [],
  });
  studio.expectAudio([0, studio.clock]);
});

test('nor does one that stands still when it is to end, longer than an end is waited for', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  const end = 3 * CAPACITY_FRAMES;
  const summary = studio.service.finish(end, 50);
  await new Promise((resolve) => setTimeout(resolve, 15));
  studio.speak(end - 5000);
  const until = performance.now() + 200;
  while (performance.now() < until);
  expect((await summary).ledger).toMatchObject({ captured: end, journaled: end, lost: 0 });
  studio.expectAudio([0, end]);
});

test('the frames that wait for their message to fill belong to the take that ends', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(1024 + 300);
  // The clock goes no further: nothing but the journal's own wish fills the message.
  expect(await studio.service.finish(studio.clock, 5000)).toMatchObject({ frames: 1324 });
  studio.expectAudio([0, 1324]);
});

test('an end that the page dates before what has arrived cuts nothing of it away', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(4096);
  await vi.waitFor(() => expect(studio.status.takeFrames).toBe(4096));
  expect(await studio.service.finish(1000, 5000)).toMatchObject({ frames: 4096 });
});

test('blocks that never came stand in the ledger at their place', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  studio.fallSilent(777);
  studio.speak(5000);
  const summary = await studio.service.finish(studio.clock, 50);
  expect(summary.ledger).toMatchObject({
    captured: 10_000,
    lost: 777,
    gaps: [{ frame: 5000, frames: 777, kind: 'clock-jump' }],
  });
  studio.expectAudio([0, 10_000]);
});

test('of a clock that stands still the end comes when patience does, at what was captured', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(300);
  expect(await studio.service.finish(5000, 30)).toMatchObject({ frames: 300 });
  studio.expectAudio([0, 300]);
});

test('a microphone that goes finishes its take with what has arrived', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(10 * 1024);
  await vi.waitFor(() => expect(studio.status.takeFrames).toBe(10 * 1024));
  await studio.service.detach();
  studio.expectAudio([0, 10 * 1024]);
});

describe('the page', () => {
  test('hears the levels and the take’s length, of a new take none of the last one', async () => {
    await studio.attach();
    await studio.begin();
    studio.speak(1024);
    await vi.waitFor(() => expect(studio.status.takeFrames).toBe(1024));
    expect(studio.status.level(0).peak).toBeGreaterThan(0.5);
    expect(studio.status.dataBytes).toBe(0);
    await studio.service.finish(studio.clock, 5000);
    await vi.waitFor(() => expect(studio.status.dataBytes).toBe(1024 * 6));
    await studio.service.release(SPEC.id);
    const told = studio.told;
    const begun = studio.service.begin({ ...SPEC, id: 'next' }, studio.clock, () => {});
    await vi.waitFor(() => expect(studio.told).toBeGreaterThan(told));
    expect(studio.status.takeFrames).toBe(0);
    await begun;
    await studio.service.finish(studio.clock, 5000);
  });

  test('that is blocked is told nothing more until it answers', async () => {
    let unblock = () => {};
    studio.answer = new Promise((resolve) => (unblock = resolve));
    await studio.attach();
    await vi.waitFor(() => expect(studio.told).toBe(1));
    for (let i = 0; i < 4; i++) {
      studio.speak(4096);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(studio.told).toBe(1);
    studio.answer = undefined;
    unblock();
    await vi.waitFor(() => expect(studio.told).toBeGreaterThan(1));
  });
});
