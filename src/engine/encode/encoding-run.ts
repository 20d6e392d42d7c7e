import { asCapstanError, toErrorRecord, type CapstanError } from '../../shared/base/errors.ts';
import type { TakeEvent, TakeSpec } from '../../shared/take/take-events.ts';
import { DeferredEncoding } from './deferred-encoding.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { assertWhole, LiveEncoding } from './live-encoding.ts';
import { sharesMemory } from '../base/shared-memory.ts';
import type { TakeLibrary } from '../takes/take-library.ts';

export interface EncodingParts {
  readonly spec: TakeSpec;
  readonly core: FfmpegCore;
  readonly journal: JournalClient;
  readonly library: TakeLibrary;
  /** Receives the reason when encoding is deferred until the recording has ended. */
  readonly onPutOff: ((error: CapstanError) => void) | undefined;
}

type EncodedOutcome =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'done'; readonly result: Parameters<typeof assertWhole>[0] }
  | { readonly kind: 'failed'; readonly error: Error };

/** The encoder of one take, from its start to its outcome. */
export class EncodingRun {
  readonly #spec: TakeSpec;
  readonly #encoding: LiveEncoding | DeferredEncoding;
  readonly #encoded: Promise<EncodedOutcome>;

  constructor({ spec, core, journal, library, onPutOff }: EncodingParts) {
    this.#spec = spec;
    this.#encoding = sharesMemory()
      ? new LiveEncoding(spec, core, journal, onPutOff)
      : new DeferredEncoding(spec, core, journal, library);
    this.#encoded = settle(this.#encoding);
  }

  encodedSeconds(): number {
    return this.#encoding.encodedSeconds();
  }

  encodedBytes(): number {
    return this.#encoding.encodedBytes();
  }

  recordingEnded(frames: number): void {
    this.#encoding.recordingEnded(frames);
  }

  cancel(): void {
    this.#encoding.cancel();
  }

  /** Waits for the encoder to end. Returns the event about it for the take's log. */
  async outcome(frames: number): Promise<TakeEvent> {
    const outcome = await this.#encoded;
    const { format } = this.#spec;
    // Abandoned on purpose, not broken off, so the person is not asked about it later.
    if (outcome.kind === 'cancelled') return { type: 'kept', at: Date.now() };
    try {
      if (outcome.kind === 'failed') throw outcome.error;
      const { result } = outcome;
      assertWhole(result, this.#spec, frames);
      const { frames: encodedFrames, sampleRate } = result;
      return { type: 'encoded', file: this.#encoding.file, format, frames: encodedFrames, sampleRate };
    } catch (error) {
      return { type: 'encode-failed', format, error: toErrorRecord(error, 'encode-failed') };
    }
  }
}

async function settle(encoding: LiveEncoding | DeferredEncoding): Promise<EncodedOutcome> {
  try {
    const result = await encoding.run();
    return result.outcome === 'done' ? { kind: 'done', result } : { kind: 'cancelled' };
  } catch (error) {
    return { kind: 'failed', error: asCapstanError(error, 'encode-failed') };
  }
}
