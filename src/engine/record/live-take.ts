import type { CapstanError } from '../../shared/base/errors.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { LateEncoding } from '../encode/late-encoding.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';

/** A take from its first frame to its finished files. */
export class LiveTake {
  readonly spec: TakeSpec;
  readonly #journal: JournalClient;
  readonly #library: TakeLibrary;
  readonly #encoding: LateEncoding | undefined;
  readonly #free: () => void;
  #journalDeath: CapstanError | undefined;

  /**
   * @param free releases the take, which its library keeps occupied until then
   * @param onPutOff receives the reason when encoding is deferred until the recording has ended
   */
  constructor(
    spec: TakeSpec,
    free: () => void,
    core: FfmpegCore,
    journal: JournalClient,
    library: TakeLibrary,
    onPutOff?: (error: CapstanError) => void,
  ) {
    this.spec = spec;
    this.#journal = journal;
    this.#library = library;
    this.#free = free;
    this.#encoding =
      spec.format === 'wav' ? undefined : new LateEncoding({ spec, core, journal, library, onPutOff });
  }

  /** Seconds of audio the encoder has read; `Infinity` for WAV, which needs no encoder. */
  encodedSeconds(): number {
    return this.#encoding?.encodedSeconds() ?? Number.POSITIVE_INFINITY;
  }

  /** Bytes of the encoded file so far. */
  encodedBytes(): number {
    return this.#encoding?.encodedBytes() ?? 0;
  }

  /** Abandons the encoded file; the WAV stays. */
  cancelEncoding(): void {
    this.#encoding?.cancel();
  }

  /** After the journal finished: waits for the encoder, checks its file, logs the outcome and releases the take. */
  async complete(summary: JournalSummary): Promise<Take> {
    const { id } = this.spec;
    const afterwards = this.#encoding?.live === false;
    try {
      if (afterwards) await this.#journal.release(id);
      this.#encoding?.recordingEnded(summary.frames);
      if (summary.frames === 0) this.#encoding?.cancel();
      const outcome = await this.#encoding?.outcome(summary.frames);
      if (this.#journalDeath !== undefined) throw this.#journalDeath;
      if (!afterwards) await this.#journal.release(id, outcome);
      else if (outcome !== undefined) await this.#journal.log(id, outcome);
    } finally {
      this.#free();
    }
    return this.#library.get(this.spec.id);
  }

  /**
   * The journal died before the take was complete: an encoder that follows it would wait for ever for what it has not
   * read yet. `complete` rejects with the error.
   */
  journalDied(error: CapstanError): void {
    if (this.#encoding?.live !== true) return;
    this.#journalDeath = error;
    this.#encoding.cancel();
  }

  /** The recording broke off: cancels the encoder and releases the take. */
  abandon(): void {
    this.#encoding?.cancel();
    this.#free();
  }
}
