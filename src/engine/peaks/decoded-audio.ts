import { checkedQuality } from '../takes/take-options.ts';
import { formatEntry } from '../../shared/audio/formats.ts';
import { readWavFileHeader } from '../base/wav-file-header.ts';
import { INPUT_GUARD, outputArgs } from '../../shared/encode/ffmpeg-args.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { EncoderJob } from '../encode/encoder-job.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { Take } from '../takes/take.ts';

/** Audio decoded at once: 53 MB of stereo at 44.1 kHz, in memory, and some seconds of work. */
export const SEGMENT_SECONDS = 300;

/** A piece of an encoded file, to be decoded by an encoder worker of its own. */
export class DecodingJob {
  readonly #job: EncoderJob;
  readonly #take: Take;

  /** @param fromSeconds where the piece begins */
  constructor(take: Take, file: File, fromSeconds: number) {
    const { sampleRate, channels } = take.spec;
    const wav = outputArgs(formatEntry('wav'), checkedQuality('wav', 's16'), {
      sampleRate,
      channels,
      title: '',
    });
    this.#take = take;
    this.#job = new EncoderJob({
      input: { kind: 'file', file },
      inputArgs: [...INPUT_GUARD, '-ss', String(fromSeconds)],
      outputArgs: [
        '-map',
        '0:a:0',
        '-t',
        String(SEGMENT_SECONDS),
        '-ar',
        String(sampleRate),
        '-ac',
        String(channels),
        ...wav,
      ],
      output: { takeId: take.id, file: 'peaks.wav', storage: 'memory' },
      format: 'wav',
    });
  }

  /** The piece as packed 16-bit frames at the take's rate; undefined if it was cancelled. */
  async run(core: FfmpegCore): Promise<Blob | undefined> {
    const result = await this.#job.run(core);
    if (result.outcome === 'cancelled') return undefined;
    const wav = result.content as Blob;
    const header = await readWavFileHeader(wav);
    const { sampleRate, channels } = this.#take.spec;
    if (!header.ok || header.shape.sampleRate !== sampleRate || header.shape.channels !== channels) {
      throw new CapstanError('encode-failed', 'the decoded audio has another shape');
    }
    return wav.slice(header.dataOffset, header.dataOffset + result.frames * 2 * channels);
  }

  cancel(): void {
    this.#job.cancel();
  }
}
