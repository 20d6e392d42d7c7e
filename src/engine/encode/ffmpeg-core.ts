import { proxy } from 'comlink';
import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import type {
  CompiledCore,
  CoreFiles,
  CoreLoaderApi,
  CoreProgress,
  LoadedCore,
} from '../../shared/encode/core-loader-api.ts';
import { TypedEvents } from '../base/typed-events.ts';
import { WorkerBridge } from '../base/worker-bridge.ts';

export type CoreState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: CapstanError };

interface CoreEvents {
  state: CoreState;
}

/** The compiled ffmpeg core. It is loaded once, in the background, and shared by all encoder workers. */
export class FfmpegCore extends TypedEvents<CoreEvents> {
  readonly files: CoreFiles;
  #state: CoreState = { kind: 'absent' };
  #loading: Promise<LoadedCore> | undefined;
  #loader: Promise<WorkerBridge<CoreLoaderApi>> | undefined;

  constructor(files: CoreFiles) {
    super();
    this.files = files;
  }

  get state(): CoreState {
    return this.#state;
  }

  /** Returns the compiled core. Loads it at the first call, and again after a failure. */
  async load(): Promise<CompiledCore> {
    return (await this.#loaded()).compiled;
  }

  /** Returns the verified file of the core. Loads it like `load`. */
  async wasm(): Promise<Blob> {
    return (await this.#loaded()).wasm as Blob;
  }

  /** Ends a download. It rejects with the error. */
  end(error: CapstanError): void {
    this.#loader?.then((loader) => loader.terminate(error)).catch(() => {});
  }

  #loaded(): Promise<LoadedCore> {
    this.#loading ??= this.#download().catch((error: unknown) => {
      this.#loading = undefined;
      const failure = asCapstanError(error, 'core-missing');
      this.#enter({ kind: 'failed', error: failure });
      throw failure;
    });
    return this.#loading;
  }

  async #download(): Promise<LoadedCore> {
    this.#enter({ kind: 'loading', receivedBytes: 0, totalBytes: this.files.wasmBytes });
    this.#loader = WorkerBridge.start<CoreLoaderApi>(
      'core loader',
      () =>
        new Worker(new URL('../../workers/ffmpeg/core-loader.worker.ts', import.meta.url), {
          type: 'module',
        }),
    );
    const loader = await this.#loader;
    try {
      const core = await loader.call((api) =>
        api.load(
          this.files,
          proxy((progress) => this.#progress(progress)),
        ),
      );
      this.#enter({ kind: 'ready' });
      return core;
    } finally {
      loader.terminate();
    }
  }

  /** Progress arrives over a channel of its own, possibly after the result; it is then ignored. */
  #progress(progress: CoreProgress): void {
    if (this.#state.kind === 'loading') this.#enter({ kind: 'loading', ...progress });
  }

  #enter(state: CoreState): void {
    this.#state = state;
    this.emit('state', state);
  }
}
