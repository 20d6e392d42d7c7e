import type { Kernels } from '../../../src/workers/kernels/kernels.ts';
import { weightingFilters } from '../../../src/workers/kernels/loudness-filters.ts';
import { LiveLoudness } from '../../../src/workers/loudness/live-loudness.ts';
import { StereoCorrelation } from '../../../src/workers/loudness/stereo-correlation.ts';
import { TakeLoudness } from '../../../src/workers/loudness/take-loudness.ts';
import { oversampling, STANDARD, stereoProduct, weighing } from '../../../test/kernels/loudness-reference.ts';
import { measure } from '../../../test/kernels/reference.ts';
import type { MeterCost } from '../bench-api.ts';

const SAMPLE_RATE = 48_000;
/** A turn of the journal's drain: 50 ms. */
const BLOCK_FRAMES = 2400;
const BLOCKS = 400;
const SECONDS = (BLOCKS * BLOCK_FRAMES) / SAMPLE_RATE;

type Planes = readonly [Float32Array, Float32Array];

/** Times everything that the journal measures and packs, and the plain reference of what it measures. */
self.onmessage = ({ data: runs }: MessageEvent<number>) => {
  time(runs).then(
    (cost) => {
      postMessage(cost);
      self.close();
    },
    // A promise that is rejected does not reach the page, an error that is thrown does.
    (error: Error) => setTimeout(() => reportError(error)),
  );
};

async function time(runs: number): Promise<MeterCost> {
  const { loadKernels } = await import('../../../src/workers/kernels/kernels-module.ts');
  const kernels = loadKernels();
  const planes = noise();
  const works = {
    levels: simdLevels(kernels),
    weighting: () => kernels.weigh(2, 0, BLOCK_FRAMES),
    truePeaks: () => kernels.truePeaks(2, BLOCK_FRAMES, 4),
    packing: () => void kernels.pack('s24', 2, BLOCK_FRAMES),
    all: recording(kernels),
  };
  const plainWorks = {
    levels: plainLevels(planes),
    weighting: each(planes, () => weighing(STANDARD.shelf, STANDARD.highPass)),
    truePeaks: each(planes, () => oversampling(4, 10)),
  };
  planes.forEach((plane, c) => kernels.inputChannel(c).set(plane));
  kernels.weighting.set(weightingFilters(SAMPLE_RATE));
  return { simd: shares(works, runs), plain: shares(plainWorks, runs) };
}

/** One share per run of each work. */
function shares<Name extends string>(works: Record<Name, () => void>, runs: number): Record<Name, number[]> {
  const entries = Object.entries<() => void>(works);
  const timed = entries.map(([name, work]) => [name, Array.from({ length: runs }, () => share(work))]);
  return Object.fromEntries(timed) as Record<Name, number[]>;
}

/** The share of a core, 0 to 1, that a work takes in real time, if it is done once for each block. */
function share(work: () => void): number {
  const began = performance.now();
  for (let block = 0; block < BLOCKS; block++) work();
  return (performance.now() - began) / 1000 / SECONDS;
}

/** What the journal does with each block while it records. */
function recording(kernels: Kernels): () => void {
  const correlation = new StereoCorrelation(2, SAMPLE_RATE);
  const live = new LiveLoudness(2, SAMPLE_RATE);
  const take = new TakeLoudness(2, SAMPLE_RATE);
  return () => {
    kernels.measure(2, BLOCK_FRAMES);
    correlation.measure(kernels, BLOCK_FRAMES);
    live.measure(kernels, BLOCK_FRAMES);
    kernels.pack('s24', 2, BLOCK_FRAMES);
    take.measure(kernels, BLOCK_FRAMES);
    sink += live.momentary + live.shortTerm + take.integrated + take.range;
  };
}

function simdLevels(kernels: Kernels): () => void {
  return () => {
    kernels.measure(2, BLOCK_FRAMES);
    kernels.stereoProduct(BLOCK_FRAMES);
  };
}

function plainLevels(planes: Planes): () => void {
  return () => {
    for (const plane of planes) sink += measure(plane).peak;
    sink += stereoProduct(planes);
  };
}

function each(planes: Planes, filter: () => (plane: Float32Array) => number): () => void {
  const filters = planes.map(filter);
  return () => planes.forEach((plane, c) => (sink += filters[c]!(plane)));
}

/** Keeps results in use, so that no work is optimised away. */
let sink = 0;

function noise(): Planes {
  const plane = () => Float32Array.from({ length: BLOCK_FRAMES }, () => Math.random() - 0.5);
  return [plane(), plane()];
}
