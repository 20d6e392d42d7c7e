import { encodedLength } from '../../shared/encode/encoded-length.ts';
import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import { formatEntry, type FormatId } from '../../shared/audio/formats.ts';
import { MEMORY_STORAGE_BYTES } from '../../shared/take/storage-kind.ts';
import type { EncodeInput, EncodeJob, EncodeResult, EncoderApi } from '../../shared/encode/encoder-api.ts';
import { FfmpegProcess } from '../ffmpeg/ffmpeg-process.ts';
import { feedInput, fileInput, INPUT_PATH, type InputDevice } from '../ffmpeg/input-device.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { openJobChannel, type JobChannelJobPort } from './worker-job-channel.ts';
import { MemoryFile } from '../files/memory-file.ts';
import { openTakeFile, removeTakeFile } from '../files/opfs.ts';
import { overCounter } from '../ffmpeg/over-counter.ts';
import { fileOutput, OUTPUT_PATH, type OutputDevice } from '../ffmpeg/output-device.ts';

/** The encoder worker's service: one job in one ffmpeg process. It blocks its worker until the job ends. */
export class EncoderService implements EncoderApi {
  async run(job: EncodeJob): Promise<EncodeResult> {
    return job.output.storage === 'memory' ? runInMemory(job) : runOnDisk(job);
  }
}

async function runOnDisk(job: EncodeJob): Promise<EncodeResult> {
  const handle = await openTakeFile(job.output.takeId, job.output.file, false);
  let result: EncodeResult;
  try {
    handle.truncate(0);
    result = await encode(job, handle);
  } catch (error) {
    handle.close();
    // What is left of it is removed at the next start.
    await removeTakeFile(job.output.takeId, job.output.file).catch(() => {});
    throw error;
  }
  handle.close();
  if (result.outcome === 'cancelled') await removeTakeFile(job.output.takeId, job.output.file);
  return result;
}

async function runInMemory(job: EncodeJob): Promise<EncodeResult> {
  const file: MemoryFile = new MemoryFile(() => MEMORY_STORAGE_BYTES - file.getSize());
  const result = await encode(job, file);
  return result.outcome === 'done' ? { ...result, content: file.content() } : result;
}

async function encode(job: EncodeJob, handle: AccessHandle): Promise<EncodeResult> {
  const channel = openJobChannel(job.channel);
  const ffmpeg = await FfmpegProcess.start(job.core, job.coreScriptUrl);
  const output = fileOutput(ffmpeg, handle, channel.counts);
  // On its own, ffmpeg would read on to the end of a recording whose file it cannot write.
  const input = openInput(ffmpeg, job.input, channel, () => output.error !== undefined);
  const over = job.countsOver === true ? overCounter(ffmpeg) : undefined;
  const outputs = [...job.outputArgs, OUTPUT_PATH, ...(over?.args ?? [])];
  const exitCode = ffmpeg.run([...job.inputArgs, '-i', INPUT_PATH, ...outputs]);
  if (input.cancelled()) return { outcome: 'cancelled' };
  assertSucceeded(exitCode, input, output, ffmpeg);
  output.finish();
  handle.flush();
  const length = verifyLength(handle, job.format);
  return {
    outcome: 'done',
    bytes: output.bytes,
    bytesIn: channel.counts.bytesIn,
    frames: length.frames,
    sampleRate: length.sampleRate,
    over: over?.samples ?? 0,
    silence: ffmpeg.silence,
    discarded: ffmpeg.discarded,
    log: ffmpeg.logTail(),
  };
}

function openInput(
  ffmpeg: FfmpegProcess,
  input: EncodeInput,
  channel: JobChannelJobPort,
  outputFailed: () => boolean,
): InputDevice {
  switch (input.kind) {
    case 'feed':
      return feedInput(ffmpeg, input.feed, channel.counts, outputFailed);
    case 'file':
      return fileInput(ffmpeg, input.file as Blob, () => channel.cancelled(), channel.counts, outputFailed);
  }
}

function assertSucceeded(
  exitCode: number,
  input: InputDevice,
  output: OutputDevice,
  ffmpeg: FfmpegProcess,
): void {
  if (output.error !== undefined) throw asCapstanError(output.error, 'storage-full');
  if (input.error !== undefined) throw asCapstanError(input.error, 'file-unreadable');
  if (exitCode !== 0)
    throw new CapstanError('encode-failed', `ffmpeg ended with ${exitCode}\n${ffmpeg.logTail()}`);
}

/** An exit code of 0 is not enough: the file itself must state how long it plays. */
function verifyLength(handle: AccessHandle, format: FormatId): { frames: number; sampleRate: number } {
  const read = (offset: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, handle.read(bytes, { at: offset }));
  };
  const length = encodedLength(formatEntry(format).container, read, handle.getSize());
  if (!length.ok) throw new CapstanError('encode-failed', `the file is not whole: ${length.reason}`);
  return length;
}
