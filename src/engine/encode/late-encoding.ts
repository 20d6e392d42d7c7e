import { toErrorRecord } from '../../shared/base/errors.ts';
import type { TakeEvent } from '../../shared/take/take-events.ts';
import { unlessAborted } from '../base/deadline.ts';
import type { EncodingParts, EncodingRun } from './encoding-run.ts';
import { sharesMemory } from '../base/shared-memory.ts';

/**
 * The encoder of a take. Its code loads while the take is already being recorded: an encoder may start late, because it
 * always begins at the take's first frame.
 */
export class LateEncoding {
  /** Whether it follows the journal. If not, it reads the finished file, which the journal must have released. */
  readonly live = sharesMemory();
  readonly #parts: EncodingParts;
  readonly #starting: Promise<EncodingRun>;
  readonly #cancelled = new AbortController();
  #run: EncodingRun | undefined;

  constructor(parts: EncodingParts) {
    this.#parts = parts;
    this.#starting = this.#start();
    // `outcome` reports the failure.
    this.#starting.catch(() => {});
  }

  /** Seconds of audio the encoder has read. */
  encodedSeconds(): number {
    return this.#run?.encodedSeconds() ?? 0;
  }

  /** Bytes of the encoded file so far. */
  encodedBytes(): number {
    return this.#run?.encodedBytes() ?? 0;
  }

  recordingEnded(frames: number): void {
    this.#order((run) => run.recordingEnded(frames));
  }

  cancel(): void {
    this.#cancelled.abort(new DOMException('the encoded file was given up', 'AbortError'));
    this.#order((run) => run.cancel());
  }

  /** Waits for the encoder to end. Returns the event about it for the take's log. */
  async outcome(frames: number): Promise<TakeEvent> {
    let run: EncodingRun;
    try {
      // The code may never load: a caller who abandoned the encoding must not wait for it.
      run = await unlessAborted(this.#starting, this.#run ? undefined : this.#cancelled.signal);
    } catch (error) {
      if (this.#cancelled.signal.aborted) return { type: 'kept', at: Date.now() };
      const { format } = this.#parts.spec;
      return { type: 'encode-failed', format, error: toErrorRecord(error, 'core-missing') };
    }
    return run.outcome(frames);
  }

  async #start(): Promise<EncodingRun> {
    const { EncodingRun } = await import('./encoding-run.ts');
    this.#cancelled.signal.throwIfAborted();
    this.#run = new EncodingRun(this.#parts);
    return this.#run;
  }

  /** Calls `give` at once if the encoder runs, so that a stop loses no time; else as soon as it does. */
  #order(give: (run: EncodingRun) => void): void {
    if (this.#run !== undefined) give(this.#run);
    else this.#starting.then(give).catch(() => {});
  }
}
