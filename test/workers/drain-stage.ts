import { vi } from 'vitest';
import { createCaptureRing } from '../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../src/shared/capture/capture-ring-writer.ts';
import { cursorAdvance } from '../../src/shared/base/cursor.ts';
import type { JournalSummary } from '../../src/shared/journal/journal-api.ts';
import type { TakeWord } from '../../src/shared/journal/journal-notices.ts';
import { createStatusBlock, StatusBlock } from '../../src/shared/journal/status-block.ts';
import type { TakeSpec } from '../../src/shared/take/take-events.ts';
import type { StampState } from '../../src/workers/clock/stamp-state.ts';
import { CaptureDrain } from '../../src/workers/drain/capture-drain.ts';
import { TakePeaks } from '../../src/workers/peaks/take-peaks.ts';
import { TakeJournal } from '../../src/workers/take/take-journal.ts';
import { freshKernels } from '../kernels/support.ts';
import { presetCursors } from '../shared/ring-support.ts';
import { MemoryHandle } from './storage/memory-handle.ts';
import { audioOf, packed, RandomSignal, shapeOf, SPEC } from './take-support.ts';

export interface StageOptions {
  readonly spec?: Partial<TakeSpec>;
  readonly capacityFrames?: number;
  /** The initial value of the ring's 32-bit cursors. */
  readonly cursor?: number;
  readonly keepFrames?: number;
  /** The files, for a test that needs a disk that can fail. */
  readonly audio?: MemoryHandle;
  readonly log?: MemoryHandle;
  readonly peaks?: MemoryHandle;
  readonly seed?: number;
  readonly stamps?: () => StampState;
}

export const { kernels } = await freshKernels();

/** A drain with everything around it real (a ring, a journal, its files); only the disk is in memory. */
export class DrainStage {
  readonly spec: TakeSpec;
  readonly ring: SharedArrayBuffer;
  readonly writer: CaptureRingWriter;
  readonly signal: RandomSignal;
  readonly status = new StatusBlock(createStatusBlock());
  readonly drain: CaptureDrain;
  readonly audio: MemoryHandle;
  readonly log: MemoryHandle;
  readonly peaks: MemoryHandle;
  readonly notices: TakeWord[] = [];
  readonly #start: number;

  constructor({
    spec,
    capacityFrames = 2 ** 15,
    cursor = 0,
    keepFrames = 0,
    audio = new MemoryHandle(),
    log = new MemoryHandle(),
    peaks = new MemoryHandle(),
    seed = 1,
    stamps = () => 'none',
  }: StageOptions = {}) {
    this.audio = audio;
    this.log = log;
    this.peaks = peaks;
    this.spec = { ...SPEC, ...spec };
    this.#start = cursor;
    this.ring = createCaptureRing(this.spec.channels, capacityFrames);
    presetCursors(this.ring, cursor);
    this.writer = new CaptureRingWriter(this.ring);
    this.signal = new RandomSignal(this.spec.channels, seed);
    this.drain = new CaptureDrain(this.ring, kernels, this.status, {
      sampleRate: this.spec.sampleRate,
      keepFrames,
      stamps,
    });
  }

  /** Frames written so far. */
  get written(): number {
    return this.signal.frames.length;
  }

  /** The 32-bit cursor of the signal's frame `frame`. */
  at(frame: number): number {
    return cursorAdvance(this.#start, frame);
  }

  /** The microphone delivers `frames` frames, in one block. */
  write(frames: number): void {
    if (this.writer.write(this.signal.next(frames), frames) !== frames) throw new Error('the ring is full');
  }

  /** Turns the drain until nothing is left to move at once. */
  settle(): void {
    while (this.drain.turn());
  }

  /** Writes and drains in small blocks, as over a longer time. */
  record(frames: number): void {
    for (let left = frames; left > 0; left -= 500) {
      this.write(Math.min(500, left));
      this.settle();
    }
  }

  openJournal(): TakeJournal {
    const peaks = new TakePeaks(this.spec, this.peaks);
    const notify = (notice: TakeWord) => this.notices.push(notice);
    return new TakeJournal(this.spec, this.audio, this.log, notify, undefined, peaks);
  }

  /** Begins a take at the signal's frame `frame`. */
  begin(frame: number = this.written): TakeJournal {
    this.drain.hold(this.at(frame));
    const journal = this.openJournal();
    this.drain.begin(journal);
    return journal;
  }

  /** Ends the take at frame `frame`, which has already come or is written now. */
  async finish(frame: number = this.written, agoMs = 0): Promise<JournalSummary> {
    const summary = this.drain.finish(this.at(frame), agoMs);
    if (frame > this.written) this.write(frame - this.written);
    this.settle();
    return summary;
  }

  /** The audio in the file. Fails unless the header is right. */
  fileAudio(): Uint8Array {
    return audioOf(this.audio.content, shapeOf(this.spec), 'any');
  }

  /** The signal's frames from `from` to `to` in the form that the file must have. */
  packed(from: number, to: number = this.written): Uint8Array {
    return packed(this.signal.frames.slice(from, to), this.spec.sampleFormat);
  }
}

/** A clock that stands still until the test advances it. */
export function stillClock(): { go: (ms: number) => void } {
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return { go: (ms) => (now += ms) };
}

/** Whether a promise has settled by now. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  const first = await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 0, pending))]);
  return first !== pending;
}
