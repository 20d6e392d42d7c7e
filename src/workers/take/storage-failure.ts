import { asCapstanError, toErrorRecord, type ErrorRecord } from '../../shared/base/errors.ts';

/** The first failure to write a take's data to the disk. It closes the take; later failures are consequences of it. */
export class StorageFailure {
  readonly #onFirst: (error: ErrorRecord) => void;
  #error: ErrorRecord | undefined;

  constructor(onFirst: (error: ErrorRecord) => void) {
    this.#onFirst = onFirst;
  }

  /** Undefined while no write has failed. */
  get error(): ErrorRecord | undefined {
    return this.#error;
  }

  note(error: unknown): void {
    if (this.#error !== undefined) return;
    this.#error = toErrorRecord(asCapstanError(error, 'storage-failed'), 'storage-failed');
    this.#onFirst(this.#error);
  }
}
