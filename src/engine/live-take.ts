import { asCapstanError, toErrorRecord, type CapstanError } from '../shared/errors.ts';
import type { JournalSummary } from '../shared/protocol.ts';
import type { TakeEvent, TakeSpec } from '../shared/take-events.ts';
import { EncodingAfterwards } from './encoding-afterwards.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from './journal-client.ts';
import { assertWhole, LiveEncoding } from './live-encoding.ts';
import type { Take } from './take.ts';
import type { TakeLibrary } from './take-library.ts';
import { sharesMemory } from './shared-memory.ts';

/** A take from its first frame to its finished files. */
export class LiveTake {
  readonly spec: TakeSpec;
  readonly #journal: JournalClient;
  readonly #library: TakeLibrary;
  readonly #encoding: TakeEncoding | undefined;
  readonly #encoded: Promise<EncodedOutcome>;
  readonly #free: () => void;

  /**
   * @param free lets the take go, which its library keeps occupied meanwhile
   * @param onPutOff hears why the encoded file is made only when the recording has ended
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
    this.#encoding = spec.format === 'wav' ? undefined : openEncoding(spec, core, journal, library, onPutOff);
    this.#encoded = this.#encoding === undefined ? Promise.resolve({ kind: 'none' }) : settle(this.#encoding);
  }

  /** Seconds the encoder has taken in; all of them for WAV. */
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
    const { id } = this.spec;
    const afterwards = this.#encoding?.live === false;
    try {
      if (afterwards) await this.#journal.release(id);
      this.#encoding?.recordingEnded(summary.frames);
      if (summary.frames === 0) this.#encoding?.cancel();
      const outcome = this.#outcomeEvent(await this.#encoded, summary);
      if (!afterwards) await this.#journal.release(id, outcome);
      else if (outcome !== undefined) await this.#journal.log(id, outcome);
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

  /** What the take's log is to tell of the encoder; undefined where there was none. */
  #outcomeEvent(outcome: EncodedOutcome, summary: JournalSummary): TakeEvent | undefined {
    const { format } = this.spec;
    if (outcome.kind === 'none') return undefined;
    // Given up, not broken off: nobody is asked about it later.
    if (outcome.kind === 'cancelled') return { type: 'kept', at: Date.now() };
    try {
      if (outcome.kind === 'failed') throw outcome.error;
      assertWhole(outcome.result, this.spec, summary.frames);
      const { frames, sampleRate } = outcome.result;
      return { type: 'encoded', file: this.#encoding!.file, format, frames, sampleRate };
    } catch (error) {
      return { type: 'encode-failed', format, error: toErrorRecord(error, 'encode-failed') };
    }
  }
}

type TakeEncoding = LiveEncoding | EncodingAfterwards;

function openEncoding(
  spec: TakeSpec,
  core: FfmpegCore,
  journal: JournalClient,
  library: TakeLibrary,
  onPutOff?: (error: CapstanError) => void,
): TakeEncoding {
  return sharesMemory()
    ? new LiveEncoding(spec, core, journal, onPutOff)
    : new EncodingAfterwards(spec, core, journal, library);
}

type EncodedOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'done'; readonly result: Parameters<typeof assertWhole>[0] }
  | { readonly kind: 'failed'; readonly error: Error };

async function settle(encoding: TakeEncoding): Promise<EncodedOutcome> {
  try {
    const result = await encoding.run();
    return result.outcome === 'done' ? { kind: 'done', result } : { kind: 'cancelled' };
  } catch (error) {
    return { kind: 'failed', error: asCapstanError(error, 'encode-failed') };
  }
}
