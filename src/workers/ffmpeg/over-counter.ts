import { readWavHeader } from '../../shared/audio/wav-header-reader.ts';
import { heapBytes, seek } from './device-seek.ts';
import type { FfmpegProcess } from './ffmpeg-process.ts';

const PATH = '/dev/capstan-over';

export interface OverCounter {
  /** The arguments of one more output of ffmpeg. */
  readonly args: readonly string[];
  /** How many samples of the source are above full scale. */
  readonly samples: number;
}

/** Counts the samples of the first audio stream that integers cannot hold. Nothing is kept of them. */
export function overCounter(ffmpeg: FfmpegProcess): OverCounter {
  const counter = {
    args: [
      '-map',
      '0:a:0',
      ...'-map_metadata -1 -map_chapters -1 -c:a pcm_f32le -rf64 auto -f wav'.split(' '),
      PATH,
    ],
    samples: 0,
  };
  let end = 0;
  let inHeader = true;
  /** The beginning of a sample that the next write ends. */
  let rest = new Uint8Array(0);

  function count(bytes: Uint8Array): void {
    let all = new Uint8Array(rest.length + bytes.length);
    all.set(rest);
    all.set(bytes, rest.length);
    if (inHeader) {
      all = all.slice(dataStart(all));
      inHeader = false;
    }
    const whole = all.length - (all.length % 4);
    for (const sample of new Float32Array(all.buffer, 0, whole / 4))
      if (sample > 1 || sample < -1) counter.samples++;
    rest = all.slice(whole);
  }

  ffmpeg.makeDevice(
    PATH,
    {
      llseek: (stream, offset, whence) => seek(stream, offset, whence, end),
      write(_stream, heap, offset, length, position) {
        // Anything else is a size that is written into the header.
        if (position === end) {
          end += length;
          count(heapBytes(heap).subarray(offset, offset + length));
        }
        return length;
      },
    },
    () => end,
  );
  return counter;
}

/** Where the samples of a WAV begin. The first write has the whole header. */
function dataStart(bytes: Uint8Array): number {
  const header = readWavHeader(bytes);
  return header.ok ? header.dataOffset : bytes.length;
}
