import { FeedRingReader } from '../../shared/encode/feed-ring.ts';
import type { JobCounts } from '../../shared/encode/job-progress.ts';
import { heapBytes, seek } from './device-seek.ts';
import type { FfmpegProcess } from './ffmpeg-process.ts';

export const INPUT_PATH = '/dev/capstan-in';

/** Something ffmpeg reads from. */
export interface InputDevice {
  cancelled(): boolean;
  /** Why a read failed, if one did. */
  readonly error: unknown;
}

/**
 * Input from a live take: reads block until the journal has fed more. Once `outputFailed` holds, the input ends,
 * because the rest is of no use.
 */
export function feedInput(
  ffmpeg: FfmpegProcess,
  feed: SharedArrayBuffer,
  progress: JobCounts,
  outputFailed: () => boolean,
): InputDevice {
  const reader = new FeedRingReader(feed);
  ffmpeg.makeDevice(
    INPUT_PATH,
    {
      open: (stream) => (stream.seekable = false),
      read(_stream, heap, offset, length) {
        if (outputFailed()) return 0;
        const count = reader.read(heapBytes(heap), offset, length);
        progress.bytesIn += count;
        return count;
      },
    },
    () => 0,
  );
  return { cancelled: () => reader.cancelled(), error: undefined };
}

/** One synchronous read of a Blob costs some 0.3 ms whatever its length. */
const WINDOW_BYTES = 1024 * 1024;

/** Input from a file: reads go through a window of it, and it can be seeked. */
export function fileInput(
  ffmpeg: FfmpegProcess,
  file: Blob,
  cancelled: () => boolean,
  progress: JobCounts,
  outputFailed: () => boolean,
): InputDevice {
  const blobReader = new FileReaderSync();
  const device: { error: unknown; cancelled(): boolean } = { error: undefined, cancelled };
  let window = new Uint8Array(0);
  let windowStart = 0;

  function load(position: number): void {
    window = new Uint8Array(blobReader.readAsArrayBuffer(file.slice(position, position + WINDOW_BYTES)));
    windowStart = position;
  }

  ffmpeg.makeDevice(
    INPUT_PATH,
    {
      llseek: (stream, offset, whence) => seek(stream, offset, whence, file.size),
      read(_stream, heap, offset, length, position) {
        if (cancelled() || outputFailed() || position >= file.size) return 0;
        try {
          if (position < windowStart || position >= windowStart + window.length) load(position);
        } catch (error) {
          device.error = error;
          throw ffmpeg.errno(29);
        }
        const part = window.subarray(position - windowStart, position - windowStart + length);
        heapBytes(heap).set(part, offset);
        progress.bytesIn = position + part.length;
        return part.length;
      },
    },
    () => file.size,
  );
  return device;
}
