import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_FRAMES, type CaptureMessage } from '../../../src/shared/capture/capture-port.ts';
import { GAP_CAUSE } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader, type RingGap } from '../../../src/shared/capture/capture-ring-reader.ts';
import { cursorAdvance } from '../../../src/shared/base/cursor.ts';
import { PortCapture } from '../../../src/workers/capture/port-capture.ts';
import { PortCaptureWriter } from '../../../src/worklets/port-capture-writer.ts';
import { countingBlock } from '../../shared/ring-support.ts';
import { CarriedPorts } from '../carried-ports.ts';

/** A courier and the journal's end of its port. Every frame of the signal gives its own moment of the render clock. */
class Stage {
  readonly ports = new CarriedPorts();
  readonly courier: PortCaptureWriter;
  readonly capture: PortCapture;
  readonly reader: CaptureRingReader;
  readonly start: number;
  /** The frames drained from the left channel. */
  readonly got: number[] = [];
  begun = 0;
  clock: number;

  constructor({ channels = 2, capacityFrames = 2 ** 16, warmUpFrames = 0, clock = 0 } = {}) {
    const { a, b } = this.ports;
    this.start = clock;
    this.clock = clock;
    this.courier = new PortCaptureWriter(a, channels, warmUpFrames, () => this.begun++);
    this.capture = new PortCapture(
      { id: 1, port: b, channels, sampleRate: 48_000, capacityFrames },
      () => this.drain(),
      () => {},
    );
    this.reader = new CaptureRingReader(this.capture.ring);
  }

  signal(frames = 128, channels = 2): boolean {
    return this.#block(countingBlock(this.clock - this.start, frames, channels), frames);
  }

  silence(frames = 128): boolean {
    return this.#block([new Float32Array(frames), new Float32Array(frames)], frames);
  }

  noInput(frames = 128): boolean {
    return this.#block([], frames);
  }

  jump(frames: number): void {
    this.clock += frames;
  }

  drain(channel = 0): number[] {
    const frames = this.reader.available();
    const target = new Float32Array(frames);
    this.reader.peek(channel, 0, frames, target);
    this.reader.release(frames);
    this.got.push(...target);
    return [...target];
  }

  gaps(): RingGap[] {
    return Array.from({ length: this.reader.gapCount() }, (_, index) => this.reader.gapAt(index)!);
  }

  #block(planes: Float32Array[], frames: number): boolean {
    const again = this.courier.process(planes, this.clock);
    this.clock += frames;
    return again;
  }
}

const count = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i + 1);

/** Expects the ring's frames and gaps to cover the render clock without a hole from the first frame on. */
function expectWholeAccount(stage: Stage): void {
  const got = stage.drain();
  let at = got[0]!;
  let position = 0;
  for (const { cursor, frames } of [...stage.gaps(), { cursor: got.length, frames: 0 }]) {
    for (; position < cursor; position++, at++) {
      if (got[position] !== at) throw new Error(`frame ${position} is ${got[position]}, not ${at}`);
    }
    at += frames;
  }
  expect(position).toBe(got.length);
  expect(at - 1).toBe(stage.clock - stage.start);
  expect(stage.reader.lostFrames()).toBe(stage.gaps().reduce((sum, { frames }) => sum + frames, 0));
}

describe('what the microphone delivers', () => {
  test.each([[128], [64], [441], [5000], [128, 1, 441, 64, 2048, 333]])(
    'arrives whole, in every channel, from blocks of %j frames',
    (...sizes: number[]) => {
      const stage = new Stage();
      for (let i = 0; i < 12; i++) stage.signal(sizes[i % sizes.length]);
      stage.courier.flush();
      stage.ports.carry();
      const frames = stage.reader.available();
      const right = new Float32Array(frames);
      stage.reader.peek(1, 0, frames, right);
      expect([...right]).toEqual(count(0, stage.clock).map((frame) => -frame));
      expect(stage.drain()).toEqual(count(0, stage.clock));
      expect(stage.gaps()).toEqual([]);
    },
  );

  test('a mono source fills every channel of the take', () => {
    const stage = new Stage();
    stage.signal(128, 1);
    stage.courier.flush();
    stage.ports.carry();
    expect(stage.drain(1)).toEqual(count(0, 128));
  });

  test('goes in a message for every eight blocks, in buffers that are used again', () => {
    const stage = new Stage();
    for (let i = 0; i < 8; i++) stage.signal();
    expect(stage.ports.fromA<CaptureMessage>()).toMatchObject([
      { kind: 'frames', currentFrame: 0, frames: BATCH_FRAMES },
    ]);
    for (let i = 0; i < 8; i++) stage.signal();
    stage.ports.carry();
    stage.signal();
    stage.courier.flush();
    const [message] = stage.ports.fromA<Extract<CaptureMessage, { kind: 'frames' }>>();
    expect(message).toMatchObject({ currentFrame: 2 * BATCH_FRAMES, frames: 128 });
    // After the new frames come those of the buffer's previous transfer.
    expect(message!.samples[128]).toBe(BATCH_FRAMES + 128 + 1);
  });

  test('before its first steady signal is sent by nobody; then the page hears of it, once', () => {
    const stage = new Stage({ warmUpFrames: 1024 });
    for (let i = 0; i < 6; i++) stage.silence();
    stage.jump(1000);
    expect(stage.ports.fromA()).toEqual([]);
    expect(stage.begun).toBe(0);
    const first = stage.clock;
    stage.signal(2048);
    for (let i = 0; i < 20; i++) stage.silence();
    expect(stage.begun).toBe(1);
    stage.ports.carry();
    expect(stage.gaps()).toEqual([]);
    expect(stage.drain().slice(0, 2049)).toEqual([...count(first, first + 2048), 0]);
  });
});

describe('the tail', () => {
  test('that waits for its message to fill comes when the journal asks', () => {
    const stage = new Stage();
    for (let i = 0; i < 11; i++) stage.signal();
    stage.ports.carry();
    expect(stage.reader.available()).toBe(BATCH_FRAMES);
    stage.capture.flush();
    stage.ports.carry();
    expect(stage.drain()).toEqual(count(0, 11 * 128));
  });

  test('is sent when the source is closed, and nothing after it', () => {
    const stage = new Stage();
    expect(stage.signal()).toBe(true);
    stage.courier.end(stage.clock);
    expect(stage.signal()).toBe(false);
    stage.ports.carry();
    expect(stage.drain()).toEqual(count(0, 128));
  });

  test('that came after the source was closed is no frame of it', () => {
    const stage = new Stage();
    for (let i = 0; i < 5; i++) stage.signal();
    for (let i = 0; i < 9; i++) stage.silence();
    stage.courier.end(600);
    // The audio thread may call once more.
    expect(stage.noInput()).toBe(false);
    stage.ports.carry();
    expect(stage.drain()).toEqual(count(0, 600));
    expect(stage.gaps()).toEqual([]);
    expect(stage.reader.ended()).toBe(true);
  });

  test('behind a closing that the page dates far too early is kept', () => {
    const stage = new Stage();
    for (let i = 0; i < 200; i++) stage.signal();
    stage.courier.end(600);
    stage.ports.carry();
    expect(stage.drain()).toEqual(count(0, 200 * 128));
  });

  test('of blocks without input is counted as far as it is known', () => {
    const stage = new Stage();
    stage.signal();
    for (let i = 0; i < 5; i++) stage.noInput();
    stage.capture.flush();
    stage.ports.carry();
    // The length of the last one is unknown, because no block follows.
    expect(stage.gaps()).toEqual([{ cause: GAP_CAUSE.noInput, cursor: 128, frames: 4 * 128 }]);
  });
});

describe('a message', () => {
  test('that is lost is a gap at its exact frames', () => {
    const stage = new Stage();
    for (let i = 0; i < 24; i++) stage.signal();
    const [first, _lost, third] = stage.ports.fromA();
    stage.ports.toB(first);
    stage.ports.toB(third);
    expect(stage.gaps()).toEqual([
      { cause: GAP_CAUSE.clockJump, cursor: BATCH_FRAMES, frames: BATCH_FRAMES },
    ]);
    expect(stage.drain()).toEqual([...count(0, 1024), ...count(2048, 3072)]);
  });

  test('that comes too late or twice never stands at a false place', () => {
    const stage = new Stage();
    for (let i = 0; i < 24; i++) stage.signal();
    const [first, second, third] = stage.ports.fromA<Extract<CaptureMessage, { kind: 'frames' }>>();
    for (const message of [first, third, second, structuredClone(first), structuredClone(third)]) {
      if (message!.samples.length > 0) stage.ports.toB(message);
    }
    expectWholeAccount(stage);
  });

  test('that finds the ring full has room made first, however many have queued up', () => {
    const stage = new Stage({ capacityFrames: 4096 });
    for (let i = 0; i < 1000; i++) stage.signal();
    stage.ports.carry();
    stage.drain();
    expect(stage.got).toEqual(count(0, stage.clock));
    expect(stage.gaps()).toEqual([]);
  });
});

test('every frame of the render clock arrives or is in a gap, whatever is delivered and whatever is lost on the way', () => {
  const anyStep = fc.record({
    kind: fc.constantFrom('signal', 'signal', 'signal', 'noInput', 'jump', 'flush'),
    frames: fc.oneof(fc.constant(128), fc.integer({ min: 1, max: 3000 })),
  });
  const fate = fc.constantFrom('arrives', 'arrives', 'arrives', 'lost', 'late');
  fc.assert(
    fc.property(
      fc.array(anyStep, { maxLength: 40 }),
      fc.infiniteStream(fate),
      fc.nat(2 ** 33),
      (steps, fates, clock) => {
        const stage = new Stage({ clock });
        stage.signal();
        stage.courier.flush();
        stage.ports.carry();
        for (const { kind, frames } of steps) {
          if (kind === 'flush') stage.courier.flush();
          else stage[kind](frames);
        }
        const held: unknown[] = [];
        for (const message of stage.ports.fromA()) {
          switch (fates.next().value) {
            case 'arrives':
              stage.ports.toB(message);
              break;
            case 'late':
              held.push(message);
              break;
            case 'lost':
              break;
          }
        }
        for (const message of held) stage.ports.toB(message);
        // The last message arrives: a loss after it could not be known.
        stage.signal();
        stage.courier.flush();
        for (const message of stage.ports.fromA()) stage.ports.toB(message);
        expectWholeAccount(stage);
      },
    ),
  );
});

test('a moment of the render clock is found in the ring, behind and ahead of what has come, past its 32 bits too', () => {
  const clock = 2 ** 32 - 500;
  const stage = new Stage({ clock });
  for (let i = 0; i < 8; i++) stage.signal();
  stage.jump(300);
  for (let i = 0; i < 8; i++) stage.signal();
  stage.ports.carry();
  expect(stage.capture.received()).toBe(2048);
  const at = (frames: number) => stage.capture.cursorAt(cursorAdvance(0, clock + frames));
  expect([at(2348), at(2348 + 77), at(2348 - 1000)]).toEqual([2048, 2048 + 77, 1048]);
});
