declare module '*/kernels.wasm' {
  type Exports = import('./kernels.ts').KernelExports;

  export const memory: Exports['memory'];
  export const maxChannels: Exports['maxChannels'];
  export const maxFrames: Exports['maxFrames'];
  export const inputOffset: Exports['inputOffset'];
  export const outputOffset: Exports['outputOffset'];
  export const peaksOffset: Exports['peaksOffset'];
  export const sumsOffset: Exports['sumsOffset'];
  export const columnsOffset: Exports['columnsOffset'];
  export const clippedOffset: Exports['clippedOffset'];
  export const weightedOffset: Exports['weightedOffset'];
  export const truePeaksOffset: Exports['truePeaksOffset'];
  export const truePeakTapsOffset: Exports['truePeakTapsOffset'];
  export const weightingOffset: Exports['weightingOffset'];
  export const truePeakPastOffset: Exports['truePeakPastOffset'];
  export const seedDither: Exports['seedDither'];
  export const sourceGrid: Exports['sourceGrid'];
  export const packS16: Exports['packS16'];
  export const packS24: Exports['packS24'];
  export const packF32: Exports['packF32'];
  export const peakColumns: Exports['peakColumns'];
  export const peakAndRms: Exports['peakAndRms'];
  export const stereoProduct: Exports['stereoProduct'];
  export const weigh: Exports['weigh'];
  export const truePeaks: Exports['truePeaks'];
}
