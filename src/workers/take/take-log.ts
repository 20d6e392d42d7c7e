import type { TakeEvent, TakeSpec } from '../../shared/take/take-events.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { EventLog } from './event-log.ts';
import type { StorageFailure } from './storage-failure.ts';

/** Room for the end of a take on a full disk: some thousand gaps, or as many markers. */
export const LOG_ROOM_BYTES = 64 * 1024;

/**
 * The log of a take while it is recorded. If the disk refuses it, the disk is full and the take is closed. The audio's
 * header gives its length without the log.
 */
export class TakeLog {
  readonly #log: EventLog;
  readonly #failure: StorageFailure;

  /**
   * @param created the take, if the log begins with it
   * @throws CapstanError if the disk has no room to begin with
   */
  constructor(file: AccessHandle, created: TakeSpec | undefined, failure: StorageFailure) {
    this.#failure = failure;
    this.#log = new EventLog(file);
    if (created !== undefined) this.#log.append({ type: 'created', version: 1, spec: created });
    this.#log.keepRoom(LOG_ROOM_BYTES);
  }

  record(event: TakeEvent): void {
    this.#orFail(() => this.#log.append(event));
  }

  /**
   * Logs something that was found, without a flush. There may be many in one turn, and a flush for each would hold up
   * the drain on a slow disk.
   */
  find(event: TakeEvent): void {
    this.#orFail(() => this.#log.appendLater(event));
  }

  /** Flushes what was found to the disk. */
  flush(): void {
    this.#orFail(() => this.#log.flush());
  }

  close(): void {
    this.#log.close();
  }

  #orFail(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#failure.note(error);
    }
  }
}
