import { createCaptureRing } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../../src/shared/capture/capture-ring-reader.ts';
import { CaptureProcessor } from '../../../src/shared/capture/capture-processor.ts';

const BLOCK_FRAMES = 128;
const RING_FRAMES = 1 << 20;

/**
 * Times each call of the capture processor, then as many calls together for the mean. The ring is emptied in between:
 * outside the time of single calls, but within the time of the mean.
 */
self.onmessage = ({ data: blocks }: MessageEvent<number>) => {
  const ring = createCaptureRing(2, RING_FRAMES);
  const processor = new CaptureProcessor(ring, 0);
  const reader = new CaptureRingReader(ring);
  const block = [0, 1].map((channel) =>
    Float32Array.from({ length: BLOCK_FRAMES }, (_, i) => 0.1 + i * (1 + channel)),
  );
  const us = new Float64Array(blocks);
  for (let i = 0; i < blocks; i++) {
    const began = performance.now();
    processor.process(block, i * BLOCK_FRAMES);
    us[i] = 1000 * (performance.now() - began);
    if (reader.available() > RING_FRAMES / 2) reader.release(RING_FRAMES / 2);
  }
  const began = performance.now();
  for (let i = 0; i < blocks; i++) {
    processor.process(block, (blocks + i) * BLOCK_FRAMES);
    if (reader.available() > RING_FRAMES / 2) reader.release(RING_FRAMES / 2);
  }
  const meanUs = (1000 * (performance.now() - began)) / blocks;
  if (reader.dropped() > 0) throw new Error('the ring ran over');
  postMessage({ us: [...us.sort()], meanUs });
  self.close();
};
