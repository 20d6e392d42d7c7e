import { asCapstanError, CapstanError } from '../shared/errors.ts';
import { createFeedRing } from '../shared/feed-ring.ts';
import { encodedSampleRate, formatEntry, outputArgs, pcmInputArgs, qualityEntry } from '../shared/formats.ts';
import type { EncodeResult } from '../shared/protocol.ts';
import { bytesPerSample, type SampleFormat } from '../shared/sample-format.ts';
import type { TakeSpec } from '../shared/take-events.ts';
import { EncoderJob, type JobDescription } from './encoder-job.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from './journal-client.ts';

/**
 * The encoder that follows a take while it is recorded. It tails the journal, so it may start late and start again:
 * a failed process is replaced once, from frame 0.
 */
export class LiveEncoding {
  readonly live = true;
  readonly file: string;
  readonly #spec: TakeSpec;
  readonly #core: FfmpegCore;
  readonly #journal: JournalClient;
  #job: EncoderJob | undefined;
  #cancelled = false;
  #recordingEnded: () => void = () => {};
  readonly #recordingEnd = new Promise<void>((resolve) => (this.#recordingEnded = resolve));

  constructor(spec: TakeSpec, core: FfmpegCore, journal: JournalClient) {
    this.#spec = spec;
    this.#core = core;
    this.#journal = journal;
    this.file = `take.${formatEntry(spec.format).extension}`;
  }

  /** Encodes to the take's end. Rejects when the second process failed too. */
  async run(): Promise<EncodeResult> {
    try {
      return await this.#attempt();
    } catch (error) {
      if (this.#cancelled) return { outcome: 'cancelled' };
      // Without its core there is nothing to start again now; by the end of the recording there may be.
      if (isCoreFailure(error)) await this.#recordingEnd;
      return this.#attempt();
    }
  }

  /** Seconds of audio the encoder has taken in. */
  encodedSeconds(): number {
    const { channels, sampleRate } = this.#spec;
    const bytes = this.#job?.progress.bytesIn ?? 0;
    return bytes / (channels * bytesPerSample(this.#fedFormat)) / sampleRate;
  }

  recordingEnded(): void {
    this.#recordingEnded();
  }

  cancel(): void {
    this.#cancelled = true;
    this.#recordingEnded();
    this.#job?.cancel();
  }

  get #fedFormat(): SampleFormat {
    return formatEntry(this.#spec.format).fedFloats ? 'f32' : this.#spec.sampleFormat;
  }

  async #attempt(): Promise<EncodeResult> {
    if (this.#cancelled) return { outcome: 'cancelled' };
    await this.#core.load();
    const feed = createFeedRing();
    const job = new EncoderJob(this.#describe(feed));
    this.#job = job;
    if (this.#cancelled) return { outcome: 'cancelled' };
    await this.#journal.feed(this.#spec.id, feed, this.#fedFormat);
    try {
      return await job.run(this.#core);
    } finally {
      await this.#journal.unfeed(this.#spec.id, feed);
    }
  }

  #describe(feed: SharedArrayBuffer): JobDescription {
    const { sampleRate, channels, name } = this.#spec;
    const format = formatEntry(this.#spec.format);
    const quality = qualityEntry(format, this.#spec.quality);
    return {
      input: { kind: 'feed', feed },
      inputArgs: pcmInputArgs(this.#fedFormat, sampleRate, channels),
      outputArgs: outputArgs(format, quality, { sampleRate, channels, title: name }),
      output: { takeId: this.#spec.id, file: this.file },
      check: { format: format.id, channels },
    };
  }
}

function isCoreFailure(error: unknown): boolean {
  const { code } = asCapstanError(error, 'encode-failed');
  return code === 'core-missing' || code === 'core-corrupt';
}

/**
 * Throws unless the encoder read every frame and the file plays as long as the recording, to within one codec frame.
 */
export function assertWhole(
  result: Extract<EncodeResult, { outcome: 'done' }>,
  spec: Pick<TakeSpec, 'format' | 'sampleRate'>,
  frames: number,
): void {
  const format = formatEntry(spec.format);
  const expected = (frames * encodedSampleRate(format, spec.sampleRate)) / spec.sampleRate;
  const off = Math.abs(result.frames - expected);
  if (off > Math.max(format.codecFrame, 1)) {
    throw new CapstanError(
      'encode-failed',
      `the file plays ${result.frames} frames, not ${Math.round(expected)}`,
    );
  }
}
