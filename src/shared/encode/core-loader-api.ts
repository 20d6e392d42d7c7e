/** A compiled ffmpeg core: a WebAssembly.Module, for threads that only pass it on. */
export type CompiledCore = object;

/** The core-loader worker: downloads, verifies and compiles the ffmpeg core, then ends. */
export interface CoreLoaderApi {
  load(files: CoreFiles, onProgress: (progress: CoreProgress) => void): Promise<CompiledCore>;
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
