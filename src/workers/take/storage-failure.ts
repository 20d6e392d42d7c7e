import { asCapstanError, toErrorRecord, type ErrorRecord } from '../../shared/base/errors.ts';

/** The disk's first refusal of what a take writes. It closes the take; any other that follows is its consequence. */
export class StorageFailure {
  readonly #onFirst: (error: ErrorRecord) => void;
  #error: ErrorRecord | undefined;

  constructor(onFirst: (error: ErrorRecord) => void) {
    this.#onFirst = onFirst;
  }

  /** Undefined while the disk takes all. */
  get error(): ErrorRecord | undefined {
    return this.#error;
  }

  note(error: unknown): void {
    if (this.#error !== undefined) return;
    this.#error = toErrorRecord(asCapstanError(error, 'storage-failed'), 'storage-failed');
    this.#onFirst(this.#error);
  }
}
