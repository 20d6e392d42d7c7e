import { FFFSType, FFmpeg } from '@ffmpeg/ffmpeg';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import { INPUT_GUARD } from '../../shared/encode/ffmpeg-args.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import { keptTags, type SourceTags } from './source/source-tags.ts';
import { unlessAborted, withDeadline } from '../base/deadline.ts';

/** The properties of an opened file's first audio stream. */
export interface ProbedAudio {
  readonly container: string;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Undefined if neither the container nor the stream gives it. */
  readonly durationSeconds: number | undefined;
  /** The length that the file's own header gives. Undefined if it gives none, or ffprobe only estimated it. */
  readonly whole: WholeLength | undefined;
  /** How many audio streams the file has. */
  readonly tracks: number;
  /** How much later than the file the stream begins. */
  readonly lateSeconds: number;
  readonly tags: SourceTags;
}

export interface WholeLength {
  readonly seconds: number;
  /** By how many seconds a whole file may play less: codecs have frames, and some headers round. */
  readonly within: number;
}

/** Their headers count samples. */
const EXACT = ['flac', 'aiff', 'au'];
const EXACT_SECONDS = 0.01;
/** Two frames of an MP3 at 8 kHz are 0.14 s. */
const ROUGH_SECONDS = 0.3;

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
    return parseAnswer(answer, log);
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
  const stream = 'stream=codec_type,codec_name,sample_rate,channels,start_time,duration:stream_tags';
  const exitCode = await ffmpeg.ffprobe([
    ...[
      '-v',
      'warning',
      ...INPUT_GUARD,
      '-show_entries',
      `format=format_name,start_time,duration:format_tags:${stream}`,
    ],
    ...['-of', 'json', `${FOLDER}/input`, '-o', ANSWER],
  ]);
  if (exitCode !== 0) throw new Error(`ffprobe ended with ${exitCode}`);
  return String(await ffmpeg.readFile(ANSWER, 'utf8'));
}

interface Answer {
  readonly format?: {
    readonly tags?: Record<string, string>;
    readonly format_name?: string;
    readonly start_time?: string;
    readonly duration?: string;
  };
  readonly streams?: readonly StreamAnswer[];
}

interface StreamAnswer {
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly sample_rate?: string;
  readonly channels?: number;
  readonly start_time?: string;
  readonly duration?: string;
  /** In Matroska, `DURATION` is such as `00:00:03.008000000`. */
  readonly tags?: Record<string, string>;
}

export function parseAnswer(text: string, log: readonly string[]): ProbedAudio {
  const { format, streams = [] } = JSON.parse(text) as Answer;
  const audio = streams.filter(({ codec_type: type }) => type === 'audio');
  const stream = audio[0];
  const sampleRate = Number(stream?.sample_rate);
  const channels = Number(stream?.channels);
  if (stream === undefined || !(sampleRate > 0) || !(channels > 0)) {
    throw new CapstanError('file-unreadable', 'it holds no audio stream');
  }
  const container = format?.format_name ?? 'unknown';
  const startsAt = Number(format?.start_time) || 0;
  // What Matroska gives as a length is when the sound ends, by a clock that need not begin at 0.
  const before = container.startsWith('matroska') ? startsAt : 0;
  const seconds = Number(format?.duration ?? stream.duration) - before;
  const late = Number(stream.start_time) - startsAt || 0;
  // A video may be longer than its sound.
  const own = secondsOf(stream, late, before) ?? (streams.length === 1 ? seconds : undefined);
  const guessed = container === 'ogg' || log.some((line) => line.includes('Estimating duration'));
  const within = EXACT.includes(container) ? EXACT_SECONDS : ROUGH_SECONDS;
  return {
    container,
    codec: stream.codec_name ?? 'unknown',
    sampleRate,
    channels,
    durationSeconds: seconds > 0 ? seconds : undefined,
    whole: own === undefined || guessed || !(own > 0) ? undefined : { seconds: own, within },
    tracks: audio.length,
    lateSeconds: late,
    tags: keptTags(format?.tags, stream.tags),
  };
}

/** When a stream ends, counted from the file's beginning. MP4 gives its length, Matroska its end. */
function secondsOf({ duration, tags }: StreamAnswer, late: number, before: number): number | undefined {
  if (duration !== undefined) return Number(duration) + late;
  const [hours, minutes, seconds] = tags?.['DURATION']?.split(':').map(Number) ?? [];
  return seconds === undefined ? undefined : hours! * 3600 + minutes! * 60 + seconds - before;
}
