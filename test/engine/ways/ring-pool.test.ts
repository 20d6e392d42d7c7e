import { expect, test } from 'vitest';
import { RingPool, type RingLease } from '../../../src/engine/ways/ring-pool.ts';
import { CaptureRingReader } from '../../../src/shared/capture/capture-ring-reader.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';

function through(lease: RingLease): SharedArrayBuffer {
  lease.writerEnded();
  lease.readerLetGo();
  return lease.ring;
}

test('a ring goes round once its writer has ended and its reader has let it go, in either order', () => {
  const pool = new RingPool();
  const first = pool.take(2, 256);
  first.writerEnded();
  const second = pool.take(2, 256);
  expect(second.ring).not.toBe(first.ring);
  first.readerLetGo();
  expect(pool.take(2, 256).ring).toBe(first.ring);
  second.readerLetGo();
  expect(pool.take(2, 256).ring).not.toBe(second.ring);
  second.writerEnded();
  expect(pool.take(2, 256).ring).toBe(second.ring);
});

test('who lets go twice does not have it used by two', () => {
  const pool = new RingPool();
  const lease = pool.take(1, 128);
  through(lease);
  through(lease);
  expect(pool.take(1, 128).ring).toBe(lease.ring);
  expect(pool.take(1, 128).ring).not.toBe(lease.ring);
});

test('it is as new', () => {
  const pool = new RingPool();
  const lease = pool.take(1, 128);
  const writer = new CaptureRingWriter(lease.ring);
  writer.write([Float32Array.of(1, 2, 3)], 3);
  writer.gap(1, 5);
  through(lease);
  const reader = new CaptureRingReader(pool.take(1, 128).ring);
  expect([reader.writeCursor(), reader.gapCount(), reader.channels, reader.capacityFrames]).toEqual([
    0, 0, 1, 128,
  ]);
});

test('two are kept, and none of another shape than the last', () => {
  const pool = new RingPool();
  const rings = [1, 2, 3].map(() => pool.take(1, 128)).map(through);
  const kept = [1, 2, 3].map(() => pool.take(1, 128).ring).filter((ring) => rings.includes(ring));
  expect(kept).toHaveLength(2);
  const stereo = through(pool.take(2, 128));
  pool.take(1, 128);
  expect(pool.take(2, 128).ring).not.toBe(stereo);
});
