import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncodeJob, EncoderApi, EncodeResult } from '../../../../src/shared/encode/encoder-api.ts';
import type { CreateFfmpegCore, FfmpegCoreModule } from '../../../../src/workers/ffmpeg/ffmpeg-core-types.ts';

const LIB = join(import.meta.dirname, '../../../../core/lib');
const SCRIPT = join(LIB, 'ffmpeg-core.js');
/** By its path: its types are those of a worker. */
const ENCODER = join(import.meta.dirname, '../../../../src/workers/encode/encoder-service.ts');

let compiled: Promise<WebAssembly.Module> | undefined;
/** The core as a page loads it, compiled once. */
export const core = {
  load: () => (compiled ??= WebAssembly.compile(readFileSync(join(LIB, 'ffmpeg-core.wasm')))),
  wasm: async () => new Blob([]),
  files: { scriptUrl: SCRIPT },
};

/** A file whose parts can be read at once, as `FileReaderSync` does in a worker. */
export class BytesFile extends File {
  readonly whole: Uint8Array<ArrayBuffer>;

  constructor(parts: BlobPart[], name: string) {
    super(parts, name);
    const bytesOf = (part: unknown) =>
      part instanceof BytesFile ? part.whole : part instanceof Uint8Array ? part : new Uint8Array();
    this.whole = Uint8Array.from(Buffer.concat(parts.map(bytesOf)));
  }

  override slice(from = 0, to: number = this.size): BytesFile {
    return new BytesFile([this.whole.subarray(from, to)], '');
  }
}

/** Runs its job in the test's own thread. Takes the place of `EncoderJob`. */
export class NodeEncoderJob {
  readonly progress = { bytesIn: 0, bytesOut: 0 };
  readonly #description: Omit<EncodeJob, 'core'>;

  constructor(description: Omit<EncodeJob, 'core'>) {
    this.#description = description;
  }

  async run(): Promise<EncodeResult> {
    const channel = { kind: 'port', port: { postMessage() {} } } as never;
    const { EncoderService } = (await import(ENCODER)) as { EncoderService: new () => EncoderApi };
    return new EncoderService().run({
      ...this.#description,
      core: await core.load(),
      coreScriptUrl: SCRIPT,
      channel,
    });
  }

  cancel(): void {}
}

/** ffprobe in the test's own thread. Takes the place of `FFmpeg` from `@ffmpeg/ffmpeg`. */
export class NodeFfmpeg {
  #core: (FfmpegCoreModule & ProbeCore) | undefined;
  #told: (line: { message: string }) => void = () => {};

  on(_: 'log', told: (line: { message: string }) => void): void {
    this.#told = told;
  }

  async load(): Promise<void> {
    const { default: create } = (await import(SCRIPT)) as { default: CreateFfmpegCore };
    const module = await core.load();
    this.#core = (await create({
      instantiateWasm(imports, receive) {
        void WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
        return {};
      },
    })) as FfmpegCoreModule & ProbeCore;
    this.#core.setLogger((line) => this.#told(line));
  }

  async createDir(path: string): Promise<void> {
    this.#core!.FS.mkdir(path);
  }

  async mount(_: string, { files }: { files: File[] }, folder: string): Promise<void> {
    const [file] = files;
    this.#core!.FS.writeFile(`${folder}/${file!.name}`, new Uint8Array(await file!.arrayBuffer()));
  }

  async ffprobe(args: string[]): Promise<number> {
    return this.#core!.ffprobe(...args);
  }

  async readFile(path: string): Promise<string> {
    return this.#core!.FS.readFile(path, { encoding: 'utf8' });
  }

  terminate(): void {}
}

interface ProbeCore {
  ffprobe(...args: string[]): number;
  readonly FS: {
    mkdir(path: string): void;
    writeFile(path: string, bytes: Uint8Array): void;
    readFile(path: string, options: { encoding: 'utf8' }): string;
  };
}
