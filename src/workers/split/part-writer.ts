import { CapstanError } from '../../shared/base/errors.ts';
import { journalShape, type TakeEvent, type TakeSpec } from '../../shared/take/take-events.ts';
import type { WavMarker } from '../../shared/take/wav-markers.ts';
import { WavFile } from '../files/wav-file.ts';
import { EventLog } from '../take/event-log.ts';
import type { TakeFiles } from '../take/take-files.ts';

/** What is written at once to the disk's cache can take long to reach the disk: it gets there piece by piece. */
const SYNC_BYTES = 64 << 20;

/**
 * Writes a part of a take that is split. Its log begins with a `splitFrom`, so that it counts as half-copied until the
 * last of its events is on the disk; that one is written when all parts are there.
 */
export class PartWriter {
  readonly #log: EventLog;
  readonly #wav: WavFile;
  #syncedBytes = 0;
  #audioOpen = true;
  #last: TakeEvent | undefined;

  constructor(spec: TakeSpec, { log, audio }: TakeFiles) {
    this.#log = new EventLog(log);
    this.#log.append({ type: 'created', version: 1, spec });
    this.#wav = new WavFile(audio, journalShape(spec));
  }

  /** Appends packed, complete frames. */
  add(packed: Uint8Array): void {
    this.#wav.append(packed);
    if (this.#wav.dataBytes - this.#syncedBytes < SYNC_BYTES) return;
    this.#syncedBytes = this.#wav.dataBytes;
    this.#wav.sync();
  }

  /** Finishes the audio, and logs all events but the last. */
  seal(events: readonly TakeEvent[], markers: readonly WavMarker[]): void {
    this.#wav.finish(markers);
    this.#closeAudio();
    for (const event of events.slice(0, -1)) this.#log.appendLater(event);
    this.#log.flush();
    this.#last = events.at(-1);
  }

  /** Logs the last event: the part is complete. */
  commit(): void {
    if (this.#last === undefined) throw new CapstanError('wrong-state', 'the part is not sealed');
    this.#log.append(this.#last);
  }

  close(): void {
    try {
      this.#closeAudio();
    } finally {
      this.#log.close();
    }
  }

  #closeAudio(): void {
    if (!this.#audioOpen) return;
    this.#audioOpen = false;
    this.#wav.close();
  }
}
