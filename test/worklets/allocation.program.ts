import { createCaptureRing, RING_WORD, ringWords } from '../../src/shared/capture/capture-ring.ts';
import { CaptureProcessor } from '../../src/shared/capture/capture-processor.ts';

/**
 * Bytes of heap that 200,000 blocks cost. Run this with a young generation that is larger than everything that can
 * accumulate, so that nothing is collected meanwhile and every allocation shows.
 */
export interface AllocationReport {
  /** Blocks that are written, with ring laps that do not end at the end of a block. */
  readonly written: number;
  /** Blocks that find the ring full. */
  readonly dropped: number;
  /** Blocks without input. */
  readonly missing: number;
  /** A processor that creates one small view per block, for comparison. */
  readonly wasteful: number;
}

const BLOCKS = 200_000;
const FRAMES = 128;
const ring = createCaptureRing(2, 4096);
const words = ringWords(ring);
const processor = new CaptureProcessor(ring, 0);
const block = [new Float32Array(FRAMES).fill(0.5), new Float32Array(FRAMES).fill(0.25)];
const odd = block.map((plane) => plane.subarray(0, 100));
const none: Float32Array[] = [];

let clock = 0;

function run(input: readonly Float32Array[], frames: number, release: boolean, blocks: number): void {
  for (let i = 0; i < blocks; i++) {
    processor.process(input, clock);
    clock += frames;
    if (release) Atomics.store(words, RING_WORD.read, Atomics.load(words, RING_WORD.write));
  }
}

const views: Float32Array[] = [];
function waste(blocks: number): void {
  for (let i = 0; i < blocks; i++) views[i & 7] = block[0]!.subarray(0, 64);
}

/** The bytes that `work` allocates once it is warm. */
function cost(work: (blocks: number) => void): number {
  work(100_000);
  const before = process.memoryUsage().heapUsed;
  work(BLOCKS);
  return process.memoryUsage().heapUsed - before;
}

const report: AllocationReport = {
  written:
    cost((blocks) => run(block, FRAMES, true, blocks / 2)) +
    cost((blocks) => run(odd, 100, true, blocks / 2)),
  dropped: cost((blocks) => run(block, FRAMES, false, blocks)),
  missing: cost((blocks) => run(none, FRAMES, true, blocks)),
  wasteful: cost(waste),
};
console.log(JSON.stringify(report));
