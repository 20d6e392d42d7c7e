import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import {
  AudioSample,
  AudioSampleSource,
  Mp3OutputFormat,
  OggOutputFormat,
  Output,
  Quality,
  StreamTarget,
  WavOutputFormat,
  type AudioEncodingConfig,
  type OutputFormat,
  type StreamTargetChunk,
} from 'mediabunny';
import type { MediabunnyFormat } from '../bench-api.ts';

export interface MediabunnyRequest {
  readonly format: MediabunnyFormat;
  readonly planes: readonly Float32Array[];
  readonly sampleRate: number;
}

/** A tenth of a second, as in mediabunny's own examples. This favours it over a worklet's blocks of 128 frames. */
const SAMPLE_FRAMES = 4800;
const WRITE_BYTES = 1 << 20;

let held: FileSystemFileHandle | undefined;

registerMp3Encoder();

self.onmessage = async ({ data }: MessageEvent<MediabunnyRequest>) => {
  const root = await navigator.storage.getDirectory();
  const name = `mediabunny.${data.format}`;
  // Held as in `opfs.ts`: Chromium may forget to open a file whose handle nothing refers to.
  held = await root.getFileHandle(name, { create: true });
  const handle = await held.createSyncAccessHandle();
  handle.truncate(0);
  const began = performance.now();
  await encode(data, handle);
  handle.flush();
  const ms = performance.now() - began;
  const bytes = handle.getSize();
  handle.close();
  await root.removeEntry(name);
  postMessage({ ms, bytes });
  self.close();
};

async function encode(request: MediabunnyRequest, handle: FileSystemSyncAccessHandle): Promise<void> {
  const { planes, sampleRate } = request;
  const { format, config } = settings(request.format);
  const output = new Output({
    format,
    target: new StreamTarget(fileStream(handle), { chunked: true, chunkSize: WRITE_BYTES }),
  });
  const source = new AudioSampleSource(config);
  output.addAudioTrack(source);
  await output.start();
  const frames = planes[0]!.length;
  const data = new Float32Array(SAMPLE_FRAMES * planes.length);
  for (let at = 0; at < frames; at += SAMPLE_FRAMES) {
    const count = Math.min(SAMPLE_FRAMES, frames - at);
    for (const [channel, plane] of planes.entries())
      data.set(plane.subarray(at, at + count), channel * count);
    const sample = new AudioSample({
      data: data.subarray(0, count * planes.length),
      format: 'f32-planar',
      numberOfChannels: planes.length,
      sampleRate,
      timestamp: at / sampleRate,
    });
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
}

function settings(format: MediabunnyFormat): { format: OutputFormat; config: AudioEncodingConfig } {
  switch (format) {
    case 'wav':
      return { format: new WavOutputFormat(), config: { codec: 'pcm-s24' } };
    case 'opus':
      return {
        format: new OggOutputFormat(),
        config: { codec: 'opus', quality: new Quality({ bitrate: 128_000, bitrateMode: 'variable' }) },
      };
    case 'mp3':
      return {
        format: new Mp3OutputFormat(),
        config: { codec: 'mp3', quality: new Quality({ bitrate: 192_000, bitrateMode: 'constant' }) },
      };
  }
}

function fileStream(handle: FileSystemSyncAccessHandle): WritableStream<StreamTargetChunk> {
  return new WritableStream({
    write({ data, position }) {
      if (handle.write(data, { at: position }) !== data.length) throw new Error('a short write');
    },
  });
}
