/** A compiled ffmpeg core: a WebAssembly.Module, for threads that only pass it on. */
export type CompiledCore = object;

/** The core as it was verified. */
export interface LoadedCore {
  readonly compiled: CompiledCore;
  /** The file itself as a Blob, for a program that compiles it on its own. */
  readonly wasm: object;
}

/** The core-loader worker: downloads, verifies and compiles the ffmpeg core, then ends. */
export interface CoreLoaderApi {
  load(files: CoreFiles, onProgress: (progress: CoreProgress) => void): Promise<LoadedCore>;
}

export interface CoreFiles {
  readonly scriptUrl: string;
  readonly wasmUrl: string;
  /** Lower-case hexadecimal. */
  readonly wasmSha256: string;
  readonly wasmBytes: number;
}

export interface CoreProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}
