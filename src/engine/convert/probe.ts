import { FFFSType, FFmpeg } from '@ffmpeg/ffmpeg';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import { INPUT_GUARD } from '../../shared/encode/ffmpeg-args.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import { unlessAborted, withDeadline } from '../base/deadline.ts';

/** The properties of an opened file's first audio stream. */
export interface ProbedAudio {
  readonly container: string;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Undefined if neither the container nor the stream gives it. */
  readonly durationSeconds: number | undefined;
}

const PATIENCE_MS = 30_000;
const FOLDER = '/opened';
const ANSWER = '/answer.json';

/**
 * Runs ffprobe on an opened file, in a worker that is then thrown away because the file is not trusted. The worker gets
 * the verified core, and downloads nothing.
 * @throws CapstanError `file-unreadable` if no audio can be read, `core-missing` or `core-corrupt` if the core did not
 *   load; the signal's reason if it is aborted
 */
export async function probeFile(
  file: File,
  core: FfmpegCore,
  signal: AbortSignal | undefined,
): Promise<ProbedAudio> {
  const ffmpeg = new FFmpeg();
  const log: string[] = [];
  const wasmUrl = URL.createObjectURL(await unlessAborted(core.wasm(), signal));
  ffmpeg.on('log', ({ message }) => log.push(message));
  try {
    const tooLate = () => new Error(`no answer within ${PATIENCE_MS / 1000} s`);
    const answer = await withDeadline(PATIENCE_MS, tooLate, signal, (limit) =>
      unlessAborted(ask(ffmpeg, file, core.files.scriptUrl, wasmUrl), limit),
    );
    return parseAnswer(answer);
  } catch (error) {
    if (error instanceof CapstanError || signal?.aborted === true) throw error;
    throw new CapstanError('file-unreadable', log.slice(-5).join('\n') || describeError(error), {
      cause: error,
    });
  } finally {
    ffmpeg.terminate();
    URL.revokeObjectURL(wasmUrl);
  }
}

async function ask(ffmpeg: FFmpeg, file: File, coreURL: string, wasmURL: string): Promise<string> {
  await ffmpeg.load({ coreURL, wasmURL });
  await ffmpeg.createDir(FOLDER);
  // Mounted under a fixed name, so that the file's own name never reaches ffprobe's arguments.
  await ffmpeg.mount(FFFSType.WORKERFS, { files: [new File([file], 'input')] }, FOLDER);
  const entries = 'format=format_name,duration:stream=codec_name,sample_rate,channels,duration';
  const exitCode = await ffmpeg.ffprobe([
    ...['-v', 'error', ...INPUT_GUARD, '-select_streams', 'a:0', '-show_entries', entries],
    ...['-of', 'json', `${FOLDER}/input`, '-o', ANSWER],
  ]);
  if (exitCode !== 0) throw new Error(`ffprobe ended with ${exitCode}`);
  return String(await ffmpeg.readFile(ANSWER, 'utf8'));
}

interface Answer {
  readonly format?: { readonly format_name?: string; readonly duration?: string };
  readonly streams?: readonly {
    readonly codec_name?: string;
    readonly sample_rate?: string;
    readonly channels?: number;
    readonly duration?: string;
  }[];
}

function parseAnswer(text: string): ProbedAudio {
  const { format, streams } = JSON.parse(text) as Answer;
  const stream = streams?.[0];
  const sampleRate = Number(stream?.sample_rate);
  const channels = Number(stream?.channels);
  if (stream === undefined || !(sampleRate > 0) || !(channels > 0)) {
    throw new CapstanError('file-unreadable', 'it holds no audio stream');
  }
  const seconds = Number(format?.duration ?? stream.duration);
  return {
    container: format?.format_name ?? 'unknown',
    codec: stream.codec_name ?? 'unknown',
    sampleRate,
    channels,
    durationSeconds: seconds > 0 ? seconds : undefined,
  };
}
