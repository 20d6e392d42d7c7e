import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createCaptureRing,
  GAP_CAUSE,
  RING_STATE,
  RING_WORD,
  ringWords,
} from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader, type RingGap } from '../../../src/shared/capture/capture-ring-reader.ts';
import { CaptureProcessor } from '../../../src/shared/capture/capture-processor.ts';
import { countingBlock } from '../ring-support.ts';

/** A processor with a real ring, and a render clock that drives it. */
class Stage {
  readonly words: Int32Array;
  readonly reader: CaptureRingReader;
  readonly #processor: CaptureProcessor;
  readonly #channels: number;
  clock: number;
  next = 0;

  constructor({ channels = 2, capacity = 4096, warmUpFrames = 0, clock = 0 } = {}) {
    const ring = createCaptureRing(channels, capacity);
    this.words = ringWords(ring);
    this.reader = new CaptureRingReader(ring);
    this.#processor = new CaptureProcessor(ring, warmUpFrames);
    this.#channels = channels;
    this.clock = clock;
  }

  /** Processes one block of the signal: whole numbers that continue from block to block. */
  signal(frames = 128): boolean {
    const again = this.#block(countingBlock(this.next, frames, this.#channels), frames);
    this.next += frames;
    return again;
  }

  silence(frames = 128): boolean {
    return this.#block(
      Array.from({ length: this.#channels }, () => new Float32Array(frames)),
      frames,
    );
  }

  noInput(frames = 128): boolean {
    return this.#block([], frames);
  }

  /** Advances the render clock by frames for which no block came. */
  jump(frames: number): void {
    this.clock += frames;
  }

  word(word: number): number {
    return Atomics.load(this.words, word);
  }

  gaps(): (RingGap | undefined)[] {
    return Array.from({ length: this.reader.gapCount() }, (_, index) => this.reader.gapAt(index));
  }

  /** All frames that wait in one channel of the ring; the ring releases them. */
  drain(channel = 0): number[] {
    const frames = this.reader.available();
    const target = new Float32Array(frames);
    this.reader.peek(channel, 0, frames, target);
    this.reader.release(frames);
    return [...target];
  }

  #block(planes: Float32Array[], frames: number): boolean {
    const again = this.#processor.process(planes, this.clock);
    this.clock += frames;
    return again;
  }
}

/** The numbers 1, 2, … as in `countingBlock`. */
const count = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i + 1);

describe('capturing', () => {
  test('every block lands in the ring, channel by channel', () => {
    const stage = new Stage();
    for (let i = 0; i < 5; i++) expect(stage.signal()).toBe(true);
    expect(stage.reader.available()).toBe(640);
    const right = new Float32Array(640);
    stage.reader.peek(1, 0, 640, right);
    expect([...right]).toEqual(count(0, 640).map((frame) => -frame));
    expect(stage.drain()).toEqual(count(0, 640));
    expect(stage.gaps()).toEqual([]);
  });

  test.each([[64], [256], [441], [128, 1, 441, 64, 256, 333]])(
    'in blocks of %j frames',
    (...sizes: number[]) => {
      const stage = new Stage();
      const got: number[] = [];
      for (let i = 0; i < 60; i++) {
        stage.signal(sizes[i % sizes.length]);
        if (i % 3 === 0) got.push(...stage.drain());
      }
      got.push(...stage.drain());
      expect(got).toEqual(count(0, stage.next));
      expect(stage.gaps()).toEqual([]);
    },
  );

  test('the counters tell of life: blocks, the clock, the state', () => {
    const stage = new Stage({ clock: 5000 });
    expect(stage.word(RING_WORD.state)).toBe(RING_STATE.idle);
    stage.signal();
    stage.signal();
    expect(stage.word(RING_WORD.blocks)).toBe(2);
    expect(stage.word(RING_WORD.clock)).toBe(5128);
    expect(stage.word(RING_WORD.state)).toBe(RING_STATE.live);
  });

  test('a render clock past 2^32 frames is no jump', () => {
    const stage = new Stage({ clock: 2 ** 32 - 300 });
    for (let i = 0; i < 6; i++) stage.signal();
    expect(stage.gaps()).toEqual([]);
    expect(stage.word(RING_WORD.clock)).toBe((2 ** 32 - 300 + 5 * 128) | 0);
  });
});

describe('warming up', () => {
  /** Blocks of uninterrupted signal after which recording starts. */
  const STEADY_BLOCKS = 8;
  const steady = (stage: Stage) => {
    for (let block = 0; block < STEADY_BLOCKS; block++) stage.signal();
  };

  test('silence before the first signal is no recording, and its clock jump no gap', () => {
    const stage = new Stage({ warmUpFrames: 1024 });
    stage.silence();
    stage.jump(1000);
    stage.silence();
    stage.noInput();
    steady(stage);
    expect(stage.reader.available()).toBe(0);
    expect(stage.word(RING_WORD.blocks)).toBe(3 + STEADY_BLOCKS);
    const first = stage.next;
    stage.signal();
    stage.signal();
    expect(stage.drain()).toEqual(count(first, stage.next));
    expect(stage.gaps()).toEqual([]);
  });

  test('a few frames of signal with silence behind them are no recording yet', () => {
    const stage = new Stage({ warmUpFrames: 1024 });
    stage.signal(4);
    for (let block = 0; block < 6; block++) stage.silence();
    steady(stage);
    const first = stage.next;
    stage.signal();
    expect(stage.drain()).toEqual(count(first, stage.next));
  });

  test('a block with one sample of signal in its last channel is a signal', () => {
    const ring = createCaptureRing(2, 1024);
    const processor = new CaptureProcessor(ring, 1024);
    for (let block = 0; block <= STEADY_BLOCKS; block++) {
      processor.process([new Float32Array(128), new Float32Array(128).fill(1e-9, 127)], block * 128);
    }
    expect(new CaptureRingReader(ring).available()).toBe(128);
  });

  test('a device of nothing but zeros is recorded once the warm-up is over', () => {
    const stage = new Stage({ warmUpFrames: 256 });
    for (let block = 0; block < 4; block++) stage.silence();
    expect(stage.reader.available()).toBe(0);
    stage.silence();
    expect(stage.reader.available()).toBe(128);
  });

  test('silence after the recording began is recorded like all else', () => {
    const stage = new Stage({ warmUpFrames: 1024 });
    steady(stage);
    const first = stage.next;
    stage.signal();
    stage.silence();
    expect(stage.drain()).toEqual([...count(first, stage.next), ...new Array<number>(128).fill(0)]);
  });
});

describe('what is missing is accounted for', () => {
  test('a jump of the render clock, at its exact frame', () => {
    const stage = new Stage();
    stage.signal();
    stage.jump(384);
    stage.signal();
    expect(stage.gaps()).toEqual([{ cause: GAP_CAUSE.clockJump, cursor: 128, frames: 384 }]);
    expect(stage.word(RING_WORD.skipped)).toBe(384);
    expect(stage.drain()).toEqual(count(0, 256));
  });

  test('blocks without input, however long each is: one gap', () => {
    const stage = new Stage();
    stage.signal();
    stage.noInput(128);
    stage.noInput(441);
    stage.noInput(64);
    stage.signal();
    expect(stage.gaps()).toEqual([{ cause: GAP_CAUSE.noInput, cursor: 128, frames: 633 }]);
    expect(stage.word(RING_WORD.noInput)).toBe(633);
    expect(stage.word(RING_WORD.skipped)).toBe(0);
  });

  test('a full ring drops whole blocks, and goes on when there is room', () => {
    const stage = new Stage({ capacity: 256 });
    stage.signal();
    stage.signal();
    stage.signal();
    stage.signal();
    expect(stage.drain()).toEqual(count(0, 256));
    stage.signal();
    expect(stage.gaps()).toEqual([{ cause: GAP_CAUSE.overrun, cursor: 256, frames: 256 }]);
    expect(stage.reader.dropped()).toBe(256);
    expect(stage.drain()).toEqual(count(512, 640));
  });

  test('blocks without input right up to the end', () => {
    const stage = new Stage();
    stage.signal();
    stage.noInput();
    stage.noInput();
    Atomics.store(stage.words, RING_WORD.endRequested, 1);
    stage.noInput();
    // The length of the last one is unknown, because no block follows.
    expect(stage.gaps()).toEqual([{ cause: GAP_CAUSE.noInput, cursor: 128, frames: 256 }]);
  });

  test('every frame of the render clock is in the ring or in a gap, whatever happens', () => {
    const anyStep = fc.record({
      kind: fc.constantFrom('signal', 'signal', 'signal', 'silence', 'noInput', 'jump', 'drain'),
      frames: fc.oneof(fc.constant(128), fc.integer({ min: 1, max: 600 })),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), fc.nat(2 ** 33), (steps, clock) => {
        const stage = new Stage({ capacity: 1024, clock });
        stage.signal();
        for (const { kind, frames } of steps) {
          if (kind === 'drain') stage.drain();
          else stage[kind](frames);
        }
        stage.signal();
        const lost = stage.gaps().reduce((sum, gap) => sum + gap!.frames, 0);
        expect(stage.reader.writeCursor() + lost).toBe(stage.clock - clock);
        const counted = [RING_WORD.noInput, RING_WORD.skipped].map((word) => stage.word(word));
        expect(stage.reader.dropped() + counted[0]! + counted[1]!).toBe(lost);
      }),
    );
  });
});

describe('asked to end', () => {
  test('the block at hand is still written, then the ring is ended and no call wanted', () => {
    const stage = new Stage();
    stage.signal();
    Atomics.store(stage.words, RING_WORD.endRequested, 1);
    expect(stage.signal()).toBe(false);
    expect(stage.drain()).toEqual(count(0, 256));
    expect(stage.reader.ended()).toBe(true);
  });

  test('while it warms up it ends as well', () => {
    const stage = new Stage({ warmUpFrames: 1024 });
    Atomics.store(stage.words, RING_WORD.endRequested, 1);
    expect(stage.silence()).toBe(false);
    expect(stage.reader.ended()).toBe(true);
    expect(stage.reader.available()).toBe(0);
  });
});
