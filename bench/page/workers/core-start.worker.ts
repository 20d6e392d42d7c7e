import { INPUT_PATH } from '../../../src/workers/ffmpeg/input-device.ts';
import { FfmpegProcess } from '../../../src/workers/ffmpeg/ffmpeg-process.ts';
import { OUTPUT_PATH } from '../../../src/workers/ffmpeg/output-device.ts';
import type { CoreStart } from '../bench-api.ts';

export interface CoreStartRequest {
  readonly core: WebAssembly.Module;
  readonly scriptUrl: string;
  readonly times: number;
}

const SILENCE_BYTES = 10 * 48000 * 2 * 2;

/** The memory of the newest instance, captured here because FfmpegProcess does not expose it. */
let memory: WebAssembly.Memory | undefined;
const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (
  module: WebAssembly.Module,
  imports?: WebAssembly.Imports,
) => Promise<WebAssembly.Instance>;
WebAssembly.instantiate = (async (module: WebAssembly.Module, imports?: WebAssembly.Imports) => {
  const instance = await instantiate(module, imports);
  memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
  return instance;
}) as typeof WebAssembly.instantiate;

self.onmessage = async ({ data }: MessageEvent<CoreStartRequest>) => {
  const ms: number[] = [];
  let ffmpeg: FfmpegProcess | undefined;
  for (let i = 0; i < data.times; i++) {
    const began = performance.now();
    ffmpeg = await FfmpegProcess.start(data.core, data.scriptUrl);
    ms.push(performance.now() - began);
  }
  const heapBytesAtStart = heapBytes();
  encodeSilence(ffmpeg!);
  const report: CoreStart = { ms, heapBytesAtStart, heapBytesAfterOpus: heapBytes() };
  postMessage(report);
  self.close();
};

function heapBytes(): number {
  if (memory === undefined) throw new Error('the core exports no memory');
  return memory.buffer.byteLength;
}

function encodeSilence(ffmpeg: FfmpegProcess): void {
  let left = SILENCE_BYTES;
  let written = 0;
  ffmpeg.makeDevice(
    INPUT_PATH,
    {
      open: (stream) => (stream.seekable = false),
      read(_stream, heap, offset, length) {
        const count = Math.min(length, left);
        heap.fill(0, offset, offset + count);
        left -= count;
        return count;
      },
    },
    () => 0,
  );
  ffmpeg.makeDevice(
    OUTPUT_PATH,
    { write: (_stream, _heap, _offset, length) => ((written += length), length) },
    () => written,
  );
  const input = ['-f', 's16le', '-ar', '48000', '-ac', '2', '-i', INPUT_PATH];
  const code = ffmpeg.run([...input, '-c:a', 'libopus', '-b:a', '128k', '-f', 'ogg', OUTPUT_PATH]);
  if (code !== 0 || written === 0) throw new Error(`ffmpeg ended with ${code}\n${ffmpeg.logTail()}`);
}
