import { CapstanError } from '../../shared/base/errors.ts';
import type { EncodeResult } from '../../shared/encode/encoder-api.ts';
import { JOURNAL_NAME, journalShape, type TakeSpec } from '../../shared/take/take-events.ts';
import { bytesPerFrame, headerBytes } from '../../shared/audio/wav-header.ts';
import { EncoderJob } from './encoder-job.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { keepResult } from './keep-result.ts';
import { encodedFileName, takeEncoding } from './take-encoding.ts';
import type { TakeLibrary } from '../takes/take-library.ts';

/**
 * The encoder of a take where no memory is shared: it cannot follow the journal, so it reads the finished file. As in
 * `LiveEncoding`, it gets the bare samples, and a failed process is replaced once.
 */
export class DeferredEncoding {
  readonly file: string;
  readonly #spec: TakeSpec;
  readonly #core: FfmpegCore;
  readonly #journal: JournalClient;
  readonly #library: TakeLibrary;
  #job: EncoderJob | undefined;
  #cancelled = false;
  #recordingEnded: (frames: number) => void = () => {};
  readonly #recordedFrames = new Promise<number>((resolve) => (this.#recordingEnded = resolve));

  constructor(spec: TakeSpec, core: FfmpegCore, journal: JournalClient, library: TakeLibrary) {
    this.#spec = spec;
    this.#core = core;
    this.#journal = journal;
    this.#library = library;
    this.file = encodedFileName(spec.format);
  }

  /** Waits for the take's end and encodes it. Rejects if the second process fails too. */
  async run(): Promise<EncodeResult> {
    const frames = await this.#recordedFrames;
    try {
      return await this.#attempt(frames);
    } catch {
      if (this.#cancelled) return { outcome: 'cancelled' };
      return this.#attempt(frames);
    }
  }

  encodedBytes(): number {
    return this.#job?.progress.bytesOut ?? 0;
  }

  /** Seconds of audio the encoder has read. */
  encodedSeconds(): number {
    return (
      (this.#job?.progress.bytesIn ?? 0) / bytesPerFrame(journalShape(this.#spec)) / this.#spec.sampleRate
    );
  }

  /** The journal is finished with `frames` frames, and its file can be read. */
  recordingEnded(frames: number): void {
    this.#recordingEnded(frames);
  }

  cancel(): void {
    this.#cancelled = true;
    this.#recordingEnded(0);
    this.#job?.cancel();
  }

  async #attempt(frames: number): Promise<EncodeResult> {
    if (this.#cancelled) return { outcome: 'cancelled' };
    const { id, sampleFormat } = this.#spec;
    const file = await this.#samples(frames);
    const storage = await this.#journal.checkStorage();
    // Nothing is awaited from here until there is a job that can be cancelled.
    if (this.#cancelled) return { outcome: 'cancelled' };
    this.#job = new EncoderJob({
      ...takeEncoding(this.#spec, sampleFormat),
      input: { kind: 'file', file },
      output: { takeId: id, file: this.file, storage },
    });
    return keepResult(await this.#job.run(this.#core), id, this.file, this.#journal);
  }

  /** The journal's bare samples, without the rest of its WAV file. */
  async #samples(frames: number): Promise<Blob> {
    const shape = journalShape(this.#spec);
    const file = await this.#library.read(this.#spec.id, JOURNAL_NAME);
    const end = headerBytes(shape) + frames * bytesPerFrame(shape);
    if (file.size < end) throw new CapstanError('storage-failed', `${JOURNAL_NAME} has ${file.size} bytes`);
    return file.slice(headerBytes(shape), end);
  }
}
