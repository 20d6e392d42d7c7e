/** The part of the core's Emscripten module that is used (`core/glue.js`). */
export interface FfmpegCoreModule {
  readonly FS: EmscriptenFs;
  /** Runs ffmpeg's main. Returns its exit code. */
  exec(...args: string[]): number;
  setLogger(logger: (line: { type: 'stdout' | 'stderr'; message: string }) => void): void;
}

export interface EmscriptenFs {
  readonly ErrnoError: new (errno: number) => Error;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: StreamOperations): void;
  mkdev(path: string, device: number): EmscriptenNode;
}

export interface EmscriptenNode {
  id: number;
  mode: number;
  timestamp: number;
  node_ops: {
    getattr(node: EmscriptenNode): EmscriptenStat;
    setattr(node: EmscriptenNode, attributes: unknown): void;
  };
}

export interface EmscriptenStat {
  size: number;
}

export interface EmscriptenStream {
  position: number;
  seekable: boolean;
}

export interface StreamOperations {
  open?(stream: EmscriptenStream): void;
  close?(stream: EmscriptenStream): void;
  read?(stream: EmscriptenStream, heap: Int8Array, offset: number, length: number, position: number): number;
  write?(stream: EmscriptenStream, heap: Int8Array, offset: number, length: number, position: number): number;
  llseek?(stream: EmscriptenStream, offset: number, whence: number): number;
}

/** The glue script's default export. */
export type CreateFfmpegCore = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<FfmpegCoreModule>;
