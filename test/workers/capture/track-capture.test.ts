import { expect, test } from 'vitest';
import { createCaptureRing, RING_WORD, ringWords } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../../src/shared/capture/capture-ring-reader.ts';
import { TrackCapture } from '../../../src/workers/capture/track-capture.ts';
import { isSettled } from '../drain-stage.ts';

const RATE = 48_000;
const FRAMES = 480;

/** The part of the browser's AudioData that the capture reads. */
function data(index: number, fails = false) {
  return {
    sampleRate: RATE,
    numberOfChannels: 1,
    numberOfFrames: FRAMES,
    timestamp: (index * FRAMES * 1e6) / RATE,
    copyTo(plane: Float32Array) {
      if (fails) throw new DOMException('closed', 'InvalidStateError');
      plane.fill(index + 1);
    },
    close() {},
  };
}

/** A track's processor, and a worker that reads it into a ring. */
async function reading() {
  let controller!: ReadableStreamDefaultController<unknown>;
  const stream = new ReadableStream({ start: (its) => void (controller = its) });
  const ring = createCaptureRing(1, 2 ** 14);
  const capture = new TrackCapture();
  controller.enqueue(data(0));
  expect(await capture.open(stream)).toEqual({ sampleRate: RATE, channels: 1 });
  await capture.start(ring);
  return { controller, ring, capture, reader: new CaptureRingReader(ring) };
}

test('what the track delivers is in the ring; asked to end it is over, with what came until then', async () => {
  const { controller, ring, capture, reader } = await reading();
  const over = capture.over();
  controller.enqueue(data(1));
  expect(await isSettled(over)).toBe(false);
  Atomics.store(ringWords(ring), RING_WORD.endRequested, 1);
  controller.enqueue(data(2));
  await over;
  expect(reader.available()).toBe(2 * FRAMES);
  expect(reader.ended()).toBe(true);
});

test('a track that gives no more frames is over', async () => {
  const { controller, capture, reader } = await reading();
  controller.close();
  await capture.over();
  expect(reader.ended()).toBe(true);
});

test.each(['a stream', 'a piece'])('%s that cannot be read is over, and why is told', async (which) => {
  const { controller, capture, reader } = await reading();
  if (which === 'a stream') controller.error(new Error('cannot be read'));
  else controller.enqueue(data(1, true));
  await expect(capture.over()).rejects.toThrow(which === 'a stream' ? 'cannot be read' : 'closed');
  expect(reader.available()).toBe(FRAMES);
  expect(reader.ended()).toBe(true);
});
