/*
 * The module's exports. They do not check their arguments: 1 to 8 channels, 0 to 8,192 frames. The wrapper in
 * src/workers/kernels/kernels.ts does. Input is planar f32, one channel after another.
 */
import * as layout from './layout';

export { peakColumns } from './columns';
export { seedDither } from './dither';
export { peakAndRms, stereoProduct } from './measure';
export { packF32 } from './pack-f32';
export { packS16 } from './pack-s16';
export { packS24 } from './pack-s24';
export { sourceGrid } from './source-grid';
export { truePeaks } from './true-peak';
export { weigh } from './weighting';

// These are functions because bundlers disagree on whether an exported global is a number or a WebAssembly.Global.
export function maxChannels(): i32 {
  return layout.MAX_CHANNELS;
}
export function maxFrames(): i32 {
  return layout.MAX_FRAMES;
}
export function inputOffset(): i32 {
  return layout.INPUT;
}
export function outputOffset(): i32 {
  return layout.OUTPUT;
}
export function peaksOffset(): i32 {
  return layout.PEAKS;
}
export function sumsOffset(): i32 {
  return layout.SUMS;
}
export function columnsOffset(): i32 {
  return layout.COLUMNS;
}
export function clippedOffset(): i32 {
  return layout.CLIPPED;
}
export function weightedOffset(): i32 {
  return layout.WEIGHTED;
}
export function truePeaksOffset(): i32 {
  return layout.TRUE_PEAKS;
}
export function truePeakTapsOffset(): i32 {
  return layout.TRUE_PEAK_TAPS;
}
export function weightingOffset(): i32 {
  return layout.WEIGHTING;
}
export function truePeakPastOffset(): i32 {
  return layout.HISTORY;
}
