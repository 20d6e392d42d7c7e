import type { JobCounts } from '../../shared/encode/job-progress.ts';
import { heapBytes, seek } from './device-seek.ts';
import type { FfmpegProcess } from './ffmpeg-process.ts';
import { writeFully, type AccessHandle } from '../files/access-handle.ts';
import { Preallocation } from './preallocation.ts';

export const OUTPUT_PATH = '/dev/capstan-out';

export interface OutputDevice {
  /** Why a write failed, if one did. */
  readonly error: unknown;
  readonly bytes: number;
  /** Cuts the file to its written length. */
  finish(): void;
}

/**
 * The file is flushed each time this many bytes have been written. Otherwise, when an hour-long take is stopped,
 * everything that the disk has not taken yet would have to be waited for.
 */
const FLUSH_BYTES = 1024 * 1024;

/**
 * A file, in the private file system or in memory, that ffmpeg writes, seeks in and, where a muxer moves its index to
 * the front, reads back.
 */
export function fileOutput(ffmpeg: FfmpegProcess, handle: AccessHandle, progress: JobCounts): OutputDevice {
  const room = new Preallocation(handle);
  const device = { error: undefined as unknown, bytes: 0, finish: () => room.trim(device.bytes) };
  let unflushed = 0;

  function write(bytes: Uint8Array, position: number): void {
    writeFully(handle, bytes, position);
    unflushed += bytes.length;
    if (unflushed < FLUSH_BYTES) return;
    unflushed = 0;
    handle.flush();
  }

  ffmpeg.makeDevice(
    OUTPUT_PATH,
    {
      llseek: (stream, offset, whence) => seek(stream, offset, whence, device.bytes),
      read: (_stream, heap, offset, length, position) =>
        handle.read(heapBytes(heap).subarray(offset, offset + Math.min(length, device.bytes - position)), {
          at: position,
        }),
      write(_stream, heap, offset, length, position) {
        try {
          write(heapBytes(heap).subarray(offset, offset + length), position);
        } catch (error) {
          device.error ??= error;
          throw ffmpeg.errno(51);
        }
        device.bytes = Math.max(device.bytes, position + length);
        progress.bytesOut = device.bytes;
        room.reserve(device.bytes);
        return length;
      },
    },
    () => device.bytes,
  );
  return device;
}
