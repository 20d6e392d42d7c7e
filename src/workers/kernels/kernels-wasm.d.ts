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
  export const seedDither: Exports['seedDither'];
  export const sourceGrid: Exports['sourceGrid'];
  export const packS16: Exports['packS16'];
  export const packS24: Exports['packS24'];
  export const packF32: Exports['packF32'];
  export const peakColumns: Exports['peakColumns'];
  export const peakAndRms: Exports['peakAndRms'];
}
