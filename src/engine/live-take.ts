import { asCapstanError, toErrorRecord, type CapstanError } from '../shared/errors.ts';
import type { JournalSummary } from '../shared/protocol.ts';
import type { TakeSpec } from '../shared/take-events.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from './journal-client.ts';
import { assertWhole, LiveEncoding } from './live-encoding.ts';
import type { Take } from './take.ts';
import type { TakeLibrary } from './take-library.ts';

/** A take from its first frame to its finished files. */
export class LiveTake {
  readonly spec: TakeSpec;
  readonly #journal: JournalClient;
  readonly #library: TakeLibrary;
  readonly #encoding: LiveEncoding | undefined;
  readonly #encoded: Promise<EncodedOutcome>;
  readonly #free: () => void;

  /** @param onPutOff hears why the encoded file is made only when the recording has ended */
  constructor(
    spec: TakeSpec,
    core: FfmpegCore,
    journal: JournalClient,
    library: TakeLibrary,
    onPutOff?: (error: CapstanError) => void,
  ) {
    this.spec = spec;
    this.#journal = journal;
    this.#library = library;
    this.#free = library.occupy(spec.id);
    this.#encoding = spec.format === 'wav' ? undefined : new LiveEncoding(spec, core, journal, onPutOff);
    this.#encoded = this.#encoding === undefined ? Promise.resolve({ kind: 'none' }) : settle(this.#encoding);
  }

  /** Seconds the live encoder has taken in; all of them for WAV. */
  encodedSeconds(): number {
    return this.#encoding?.encodedSeconds() ?? Number.POSITIVE_INFINITY;
  }

  /** Bytes of the encoded file so far. */
  encodedBytes(): number {
    return this.#encoding?.encodedBytes() ?? 0;
  }

  /** Gives the encoded file up; the WAV stays. */
  cancelEncoding(): void {
    this.#encoding?.cancel();
  }

  /** After the journal finished: waits for the encoder, checks its file, closes the books. */
  async complete(summary: JournalSummary): Promise<Take> {
    try {
      this.#encoding?.recordingEnded();
      if (summary.frames === 0) this.#encoding?.cancel();
      await this.#logOutcome(await this.#encoded, summary);
      await this.#journal.release(this.spec.id);
    } finally {
      this.#free();
    }
    return this.#library.get(this.spec.id);
  }

  /** The recording broke off: nothing more will come of it here. */
  abandon(): void {
    this.#encoding?.cancel();
    this.#free();
  }

  async #logOutcome(outcome: EncodedOutcome, summary: JournalSummary): Promise<void> {
    const { format, id } = this.spec;
    if (outcome.kind === 'none' || outcome.kind === 'cancelled') return;
    try {
      if (outcome.kind === 'failed') throw outcome.error;
      assertWhole(outcome.result, this.spec, summary.frames);
      await this.#journal.log(id, {
        type: 'encoded',
        file: this.#encoding!.file,
        format,
        frames: outcome.result.frames,
        sampleRate: outcome.result.sampleRate,
      });
    } catch (error) {
      await this.#journal.log(id, {
        type: 'encode-failed',
        format,
        error: toErrorRecord(error, 'encode-failed'),
      });
    }
  }
}

type EncodedOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'done'; readonly result: Parameters<typeof assertWhole>[0] }
  | { readonly kind: 'failed'; readonly error: Error };

async function settle(encoding: LiveEncoding): Promise<EncodedOutcome> {
  try {
    const result = await encoding.run();
    return result.outcome === 'done' ? { kind: 'done', result } : { kind: 'cancelled' };
  } catch (error) {
    return { kind: 'failed', error: asCapstanError(error, 'encode-failed') };
  }
}
