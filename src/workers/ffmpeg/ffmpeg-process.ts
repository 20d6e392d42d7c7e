import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type {
  CreateFfmpegCore,
  EmscriptenNode,
  FfmpegCoreModule,
  StreamOperations,
} from './ffmpeg-core-types.ts';

/**
 * One ffmpeg process: a fresh instance of the core, used for one job and then discarded, because a run does not reset
 * its globals. It reads from and writes to devices, like a process on a pipe.
 */
export class FfmpegProcess {
  readonly #core: FfmpegCoreModule;
  readonly #log: string[] = [];
  #devices = 0;
  #silence = 0;
  #discarded = 0;
  /** Whether the log has a level in each line. */
  #levels = false;

  private constructor(core: FfmpegCoreModule) {
    this.#core = core;
    core.setLogger(({ message }) => this.#keep(message));
  }

  /** Instantiates the compiled core. */
  static async start(module: WebAssembly.Module, scriptUrl: string): Promise<FfmpegProcess> {
    return new FfmpegProcess(await instantiate(module, scriptUrl));
  }

  /** The last errors that ffmpeg printed, one a line. Decoders print some for a damaged input and continue. */
  logTail(): string {
    return this.#log.join('\n');
  }

  /** Frames of silence that the resampler told that it added. It tells so only where arguments ask for a longer log. */
  get silence(): number {
    return this.#silence;
  }

  /** Frames that the resampler told that it left out, because others have their time already. As `silence`. */
  get discarded(): number {
    return this.#discarded;
  }

  /** Errno 51 is ENOSPC, 29 is EIO in Emscripten's (WASI's) numbering. */
  errno(code: 29 | 51): Error {
    return new this.#core.FS.ErrnoError(code);
  }

  /**
   * Makes a device file. `size` answers fstat, which demuxers call to find the end of a file. The path must not exist
   * yet.
   */
  makeDevice(path: string, operations: StreamOperations, size: () => number): void {
    const { FS } = this.#core;
    // Emscripten's own random devices hold majors 64 and 65: a device there would share their operations.
    const device = FS.makedev(FIRST_FREE_MAJOR + this.#devices++, 0);
    FS.registerDevice(device, operations);
    answerSize(FS.mkdev(path, device), size);
  }

  /**
   * Runs ffmpeg to its end and blocks meanwhile. Returns the exit code; only 0 is success.
   * @throws CapstanError `encode-failed` if ffmpeg traps
   */
  run(args: readonly string[]): number {
    try {
      return this.#core.exec('-hide_banner', '-nostats', '-loglevel', 'error', ...args);
    } catch (error) {
      throw new CapstanError('encode-failed', `ffmpeg trapped: ${describeError(error)}\n${this.logTail()}`, {
        cause: error,
      });
    }
  }

  #keep(line: string): void {
    this.#silence += Number(ADDED_SILENCE.exec(line)?.[1] ?? 0);
    this.#discarded += Number(DISCARDED.exec(line)?.[1] ?? 0);
    const level = LEVEL.exec(line)?.[1];
    this.#levels ||= level !== undefined;
    // A line without its level goes on with the one before, such as a comment of the source.
    if (this.#levels && level !== 'error' && level !== 'fatal') return;
    this.#log.push(level === undefined ? line : line.replace(`[${level}] `, ''));
    if (this.#log.length > LOG_TAIL_LINES) this.#log.shift();
  }
}

const FIRST_FREE_MAJOR = 128;
const ADDED_SILENCE = /\badding (\d+) audio samples of silence/;
const DISCARDED = /\bdiscarding (\d+) audio samples/;
/** Printed only in a longer log, after what prints the line. */
const LEVEL = /^(?:\[[^\]]*\] )*?\[(fatal|error|warning|info|verbose)\] /;
const LOG_TAIL_LINES = 30;

async function instantiate(module: WebAssembly.Module, scriptUrl: string): Promise<FfmpegCoreModule> {
  const script = (await import(/* @vite-ignore */ scriptUrl)) as { default: CreateFfmpegCore };
  return new Promise((resolve, reject) => {
    script
      .default({
        instantiateWasm(imports, receive) {
          WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module), reject);
          return {};
        },
      })
      .then(resolve, reject);
  });
}

function answerSize(node: EmscriptenNode, size: () => number): void {
  const original = node.node_ops;
  node.node_ops = {
    ...original,
    getattr: (of) => ({ ...original.getattr(of), size: size() }),
  };
}
