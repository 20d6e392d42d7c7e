import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JournalNotice } from '../../src/shared/journal/journal-notices.ts';
import type { PortLink } from '../../src/shared/journal/capture-link.ts';
import {
  StatusBlock,
  createLocalStatusBlock,
  type StatusMessage,
} from '../../src/shared/journal/status-block.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME, TAKES_FOLDER } from '../../src/shared/take/take-events.ts';
import { JournalService } from '../../src/workers/journal/journal-service.ts';
import { PortCaptureWriter } from '../../src/worklets/port-capture-writer.ts';
import { kernels } from './drain-stage.ts';
import { MemoryFolder } from './storage/memory-storage.ts';
import { audioOf, eventsOf, expectBytes, packed, RandomSignal, shapeOf, SPEC } from './take-support.ts';

/** The service as its worker runs it without shared memory: a real port connects it with the audio thread's courier. */
class Studio {
  readonly storage = new MemoryFolder();
  readonly service = new JournalService(kernels);
  readonly signal = new RandomSignal(2);
  readonly status = new StatusBlock(createLocalStatusBlock());
  readonly notices: JournalNotice[] = [];
  #channel = new MessageChannel();
  #courier = new PortCaptureWriter(this.#channel.port1, 2, 0, () => {});
  capacityFrames = 2 ** 17;
  told = 0;
  /** The page's answer. The page answers at once unless it is blocked. */
  answer: Promise<void> | undefined;
  #clock = 0;

  /** The current render clock. */
  get clock(): number {
    return this.#clock;
  }

  attach(preRollFrames = 0): Promise<void> {
    return this.service.attachPort(this.#link(), preRollFrames, (values) => this.#hear(values));
  }

  /** Closes the microphone and opens another one, which delivers at once. */
  async change(label: string): Promise<void> {
    this.#courier.end(this.#clock);
    this.#channel = new MessageChannel();
    this.#courier = new PortCaptureWriter(this.#channel.port1, 2, 0, () => {});
    const changed = this.service.replacePort(this.#link(), 0, label, (values) => this.#hear(values));
    this.#clock = 0;
    this.speak(128);
    this.#courier.flush();
    await changed;
    this.speak(1872);
    this.#courier.flush();
  }

  /** Makes the microphone deliver in real time, at the pace of `rest`. */
  async speakInTime(ms: number, rest: () => Promise<unknown> | void): Promise<void> {
    const began = performance.now();
    const from = this.clock;
    while (performance.now() - began < ms) {
      const due = Math.round(((performance.now() - began) / 1000) * SPEC.sampleRate);
      this.speak(due - (this.clock - from));
      await rest();
    }
  }

  #link(): PortLink {
    const { port2: port } = this.#channel;
    return { id: 1, port, channels: 2, sampleRate: SPEC.sampleRate, capacityFrames: this.capacityFrames };
  }

  #hear(message: StatusMessage): Promise<void> | undefined {
    this.told += 1;
    this.status.receive(structuredClone(message));
    return this.answer;
  }

  /** Makes the microphone deliver `frames` frames in blocks of 128. Nothing arrives before the caller waits. */
  speak(frames: number): void {
    this.#deliver(frames, (count) => this.signal.next(count));
  }

  /** Makes the browser deliver `frames` zeros in the place of the microphone's frames. */
  lack(frames: number): void {
    this.#deliver(frames, (count) => [new Float32Array(count), new Float32Array(count)]);
  }

  #deliver(frames: number, next: (count: number) => Float32Array[]): void {
    for (let left = frames; left > 0; left -= 128) {
      const count = Math.min(128, left);
      this.#courier.process(next(count), this.#clock);
      this.#clock += count;
    }
  }

  /** Advances the clock by `frames` frames for which no block comes. */
  fallSilent(frames: number): void {
    this.#clock += frames;
  }

  begin(clock = this.clock): Promise<void> {
    return this.service.begin(SPEC, at(clock), 0);
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

/** The port's moment at a position of the render clock. */
const at = (clock: number) => [{ way: 1, cursor: clock }];

const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Blocks the thread: no message arrives and no timer fires meanwhile. */
function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

let studio: Studio;
beforeEach(async () => {
  vi.stubGlobal('SharedArrayBuffer', undefined);
  studio = new Studio();
  await studio.service.listen(undefined, (notice) => studio.notices.push(notice));
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => studio.storage } });
});
afterEach(async () => {
  await studio.close();
  vi.unstubAllGlobals();
});

test('a take that ends among zeros that the browser put in tells them, once the sound is back', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  studio.lack(300);
  const summary = studio.service.finish(at(5300), 0, 5000);
  await passing(100);
  studio.lack(180);
  studio.speak(2000);
  const { frames, ledger } = await summary;
  expect(frames).toBe(5300);
  expect(ledger).toMatchObject({
    captured: 5300,
    lost: 0,
    gaps: [{ frame: 5000, frames: 300, kind: 'zeros' }],
  });
});

test('a take that ends among zeros ends with them if the microphone is closed meanwhile', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  studio.lack(300);
  const summary = studio.service.finish(at(5300), 0, 60_000);
  await passing(100);
  await studio.service.detach();
  expect(await summary).toMatchObject({ frames: 5300, ledger: { captured: 5300, lost: 0, gaps: [] } });
});

test('a Stop whose last frames never come, behind zeros, ends when patience is over', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  studio.lack(300);
  await passing(100);
  expect(await studio.service.finish(at(5400), 0, 250)).toMatchObject({ frames: 5300 });
});

test('a microphone that is closed while a take is among zeros ends it', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  studio.lack(300);
  await passing(100);
  await studio.service.detach();
});

test('a take from begin to release, its commands naming the render clock: every frame, every command', async () => {
  await studio.attach(1000);
  studio.speak(5000);
  await studio.begin(4500);
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
  studio.capacityFrames = 2 ** 14;
  await studio.attach();
  await studio.begin();
  studio.speak(100);
  await vi.waitFor(() => expect(studio.told).toBeGreaterThan(0));
  studio.speak(40_000); // without waiting meanwhile
  const { ledger } = await studio.service.finish(at(studio.clock), 0, 5000);
  expect(ledger).toMatchObject({ captured: 40_100, journaled: 40_100, lost: 0, gaps: [] });
  studio.expectAudio([0, 40_100]);
});

test('nor does one that stands still when it is to end, longer than an end is waited for', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  await passing(100);
  studio.speak(40_000);
  const summary = studio.service.finish(at(studio.clock), 0, 50);
  standStill(200);
  expect((await summary).ledger).toMatchObject({ captured: 45_000, journaled: 45_000, lost: 0 });
  studio.expectAudio([0, 45_000]);
});

test('a worker that stands still is not taken for an audio clock that does', async () => {
  await studio.attach();
  await studio.begin();
  await studio.speakInTime(300, () => passing(5));
  await studio.speakInTime(1500, () => standStill(5));
  await studio.speakInTime(300, () => passing(5));
  const { ledger } = await studio.service.finish(at(studio.clock), 0, 500);
  expect(ledger).toMatchObject({ captured: studio.clock, lost: 0 });
  // A busy machine delays this thread between the beginning of the take and the microphone's first frame.
  expect(ledger.gaps.filter(({ frame }) => frame > 0)).toEqual([]);
  expect(studio.notices).toEqual([]);
  studio.expectAudio([0, studio.clock]);
});

test('an audio clock that stands still is noticed, and what it missed is in the ledger', async () => {
  await studio.attach();
  await studio.begin();
  await studio.speakInTime(300, () => passing(5));
  const before = studio.clock;
  await vi.waitFor(
    () => expect(studio.notices).toMatchObject([{ type: 'clock', state: { kind: 'stalled' } }]),
    {
      timeout: 5000,
    },
  );
  await studio.speakInTime(300, () => passing(5));
  const { ledger } = await studio.service.finish(at(studio.clock), 0, 500);
  expect(ledger.captured).toBe(studio.clock);
  expect(ledger.gaps).toMatchObject([{ kind: 'standstill' }]);
  const [gap] = ledger.gaps;
  expect(gap!.frames).toBeGreaterThan(0.4 * SPEC.sampleRate);
  expect(Math.abs(gap!.frame - before)).toBeLessThan(0.1 * SPEC.sampleRate);
});

test('a take goes on with the frames of another port, and what came before the first is whole', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  await passing(100);
  studio.speak(5000); // queued; the last frames wait for their message to fill
  await studio.change('Other');
  studio.speak(3000);
  const { ledger } = await studio.service.finish(at(studio.clock), 0, 500);
  expect(ledger).toMatchObject({ captured: 15_000, journaled: 15_000 });
  expect(ledger.gaps).toMatchObject([{ kind: 'source', frame: 10_000 }]);
  studio.expectAudio([0, 15_000]);
});

test('the frames that wait for their message to fill belong to the take that ends', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(1024 + 300);
  // The clock does not advance, so only the journal's own request completes the message.
  expect(await studio.service.finish(at(studio.clock), 0, 5000)).toMatchObject({ frames: 1324 });
  studio.expectAudio([0, 1324]);
});

test('an end that the page dates far before what has arrived cuts nothing of it away', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(20_480);
  await vi.waitFor(() => expect(studio.status.takeFrames).toBe(20_480));
  expect(await studio.service.finish(at(1000), 0, 5000)).toMatchObject({ frames: 20_480 });
});

test('blocks that never came stand in the ledger at their place', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(5000);
  studio.fallSilent(777);
  studio.speak(5000);
  const summary = await studio.service.finish(at(studio.clock), 0, 50);
  expect(summary.ledger).toMatchObject({
    captured: 10_000,
    lost: 777,
    gaps: [{ frame: 5000, frames: 777, kind: 'clock-jump' }],
  });
  studio.expectAudio([0, 10_000]);
});

test('a moment of another clock, far ahead, ends the take soon all the same', async () => {
  await studio.attach();
  await studio.begin();
  await studio.speakInTime(200, () => passing(5));
  const summary = studio.service.finish(at(studio.clock + 3600 * SPEC.sampleRate), 0, 100);
  await studio.speakInTime(1500, () => passing(5));
  expect((await summary).frames).toBeGreaterThan(0.9 * SPEC.sampleRate);
});

test('of a clock that stands still the end comes when patience does, at what was captured', async () => {
  await studio.attach();
  await studio.begin();
  studio.speak(300);
  expect(await studio.service.finish(at(5000), 0, 30)).toMatchObject({ frames: 300 });
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
    await studio.service.finish(at(studio.clock), 0, 5000);
    await vi.waitFor(() => expect(studio.status.dataBytes).toBe(1024 * 6));
    await studio.service.release(SPEC.id);
    const told = studio.told;
    const begun = studio.service.begin({ ...SPEC, id: 'next' }, at(studio.clock), 0);
    await vi.waitFor(() => expect(studio.told).toBeGreaterThan(told));
    expect(studio.status.takeFrames).toBe(0);
    await begun;
    await studio.service.finish(at(studio.clock), 0, 5000);
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
