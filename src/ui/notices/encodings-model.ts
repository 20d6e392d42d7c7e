import type { Recorder } from '../../engine/record/recorder.ts';
import { Model } from '../kit/model.ts';

/** What is over by then is not worth a banner, which moves the stage. */
const SLOW_MS = 1000;

/** A take that is still being encoded after its recording ended. */
export interface Encoding {
  readonly name: string;
  /** 0 to 1 */
  readonly fraction: number;
  /** Cancels the encoding and keeps the WAV. Undefined for a take that ended by itself. */
  readonly cancel: (() => void) | undefined;
}

/** The takes whose encoder has to catch up after the recording ended. */
export class EncodingsModel extends Model {
  /** By take id, like `#cancels`. */
  readonly #encodings = new Map<string, Encoding>();
  readonly #cancels = new Map<string, AbortController>();
  readonly #slow = new Set<string>();

  constructor(recorder: Pick<Recorder, 'on'>) {
    super();
    recorder.on('encoding', ({ takeId, name, doneSeconds, totalSeconds }) => {
      const cancels = this.#cancels.get(takeId);
      const cancel = cancels === undefined ? undefined : () => cancels.abort();
      if (!this.#encodings.has(takeId)) setTimeout(() => this.#markSlow(takeId), SLOW_MS);
      const fraction = totalSeconds > 0 ? doneSeconds / totalSeconds : 0;
      this.#encodings.set(takeId, { name, fraction, cancel });
      this.changed();
    });
    recorder.on('take', ({ id }) => this.forget(id));
    // Nothing else tells that a take which ended by itself could not be finished. One that goes on is soon told again.
    recorder.on('error', () => {
      for (const [id, { cancel }] of this.#encodings) if (cancel === undefined) this.forget(id);
    });
  }

  get all(): readonly Encoding[] {
    return [...this.#encodings.values()];
  }

  /** Those that take so long that the person is to know. */
  get slow(): readonly Encoding[] {
    return [...this.#encodings].filter(([id]) => this.#slow.has(id)).map(([, encoding]) => encoding);
  }

  /** Call when the take is being stopped. The signal aborts when the person cancels its encoding. */
  cancellation(takeId: string): AbortSignal {
    const cancels = new AbortController();
    this.#cancels.set(takeId, cancels);
    return cancels.signal;
  }

  /** Call when there is nothing more to wait for. */
  forget(takeId: string): void {
    this.#cancels.delete(takeId);
    this.#encodings.delete(takeId);
    this.#slow.delete(takeId);
    this.changed();
  }

  #markSlow(takeId: string): void {
    if (!this.#encodings.has(takeId)) return;
    this.#slow.add(takeId);
    this.changed();
  }
}
