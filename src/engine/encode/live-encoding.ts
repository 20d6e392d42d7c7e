import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import { createFeedRing } from '../../shared/encode/feed-ring.ts';
import { encodedSampleRate, formatEntry } from '../../shared/audio/formats.ts';
import type { EncodeResult } from '../../shared/encode/encoder-api.ts';
import { bytesPerSample, type SampleFormat } from '../../shared/audio/sample-format.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import { unlessAborted } from '../base/deadline.ts';
import { EncoderJob, type JobDescription } from './encoder-job.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { keepResult } from './keep-result.ts';
import { encodedFileName, takeEncoding } from './take-encoding.ts';

/**
 * The encoder that follows a take while it is being recorded. It tails the journal, so it may start late or start over:
 * a failed process is replaced once, from frame 0.
 */
export class LiveEncoding {
  readonly file: string;
  readonly #spec: TakeSpec;
  readonly #core: FfmpegCore;
  readonly #journal: JournalClient;
  readonly #onPutOff: (error: CapstanError) => void;
  #job: EncoderJob | undefined;
  readonly #cancelled = new AbortController();
  #hasEnded = false;
  #recordingEnded: () => void = () => {};
  readonly #recordingEnd = new Promise<void>((resolve) => (this.#recordingEnded = resolve));

  /** @param onPutOff receives the reason when encoding is deferred until the recording has ended */
  constructor(
    spec: TakeSpec,
    core: FfmpegCore,
    journal: JournalClient,
    onPutOff: (error: CapstanError) => void = () => {},
  ) {
    this.#spec = spec;
    this.#core = core;
    this.#journal = journal;
    this.#onPutOff = onPutOff;
    this.file = encodedFileName(spec.format);
  }

  /** Encodes to the take's end. Rejects if the second process fails too. */
  async run(): Promise<EncodeResult> {
    try {
      return await this.#attempt().catch((error: unknown) => this.#startOver(error));
    } catch (error) {
      if (this.#cancelled.signal.aborted) return { outcome: 'cancelled' };
      throw error;
    }
  }

  /** Seconds of audio the encoder has read. */
  encodedSeconds(): number {
    const { channels, sampleRate } = this.#spec;
    const bytes = this.#job?.progress.bytesIn ?? 0;
    return bytes / (channels * bytesPerSample(this.#fedFormat)) / sampleRate;
  }

  encodedBytes(): number {
    return this.#job?.progress.bytesOut ?? 0;
  }

  recordingEnded(): void {
    this.#hasEnded = true;
    this.#recordingEnded();
  }

  cancel(): void {
    this.#cancelled.abort();
    this.recordingEnded();
    this.#job?.cancel();
  }

  async #startOver(failure: unknown): Promise<EncodeResult> {
    await this.#untilWorthAnotherTry(asCapstanError(failure, 'encode-failed'));
    return this.#attempt();
  }

  /**
   * Waits for the end of the recording where that may help. A core that did not load may load by then. If there was no
   * room for the file, the remaining room belongs to the journal until then.
   */
  async #untilWorthAnotherTry(error: CapstanError): Promise<void> {
    const noRoom = error.code === 'storage-full' || error.code === 'memory-full';
    if (noRoom && !this.#hasEnded) this.#onPutOff(error);
    if (['core-missing', 'core-corrupt', 'storage-full', 'memory-full'].includes(error.code))
      await this.#recordingEnd;
  }

  get #fedFormat(): SampleFormat {
    return formatEntry(this.#spec.format).fedFloats ? 'f32' : this.#spec.sampleFormat;
  }

  async #attempt(): Promise<EncodeResult> {
    const { signal } = this.#cancelled;
    if (signal.aborted) return { outcome: 'cancelled' };
    await unlessAborted(this.#core.load(), signal);
    const storage = await this.#journal.checkStorage();
    const feed = createFeedRing();
    const job = new EncoderJob(this.#describe(feed, storage));
    this.#job = job;
    if (signal.aborted) return { outcome: 'cancelled' };
    await this.#journal.startFeeding(this.#spec.id, feed, this.#fedFormat);
    try {
      return await keepResult(await job.run(this.#core), this.#spec.id, this.file, this.#journal);
    } finally {
      await this.#journal.stopFeeding(this.#spec.id, feed);
    }
  }

  #describe(feed: SharedArrayBuffer, storage: StorageKind): JobDescription {
    return {
      ...takeEncoding(this.#spec, this.#fedFormat),
      input: { kind: 'feed', feed },
      output: { takeId: this.#spec.id, file: this.file, storage },
    };
  }
}

/**
 * Throws `encode-failed` unless the encoded file plays as long as the recording, to within one codec frame.
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
