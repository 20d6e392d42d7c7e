import { eventLine, parseEventLog, type TakeEvent } from '../shared/take-events.ts';
import { readUpTo, writeFully, type AccessHandle } from './access-handle.ts';

/** A take's `events.jsonl`: one line per event, appended and flushed. */
export class EventLog {
  readonly #handle: AccessHandle;
  readonly #encoder = new TextEncoder();
  #bytes: number;

  constructor(handle: AccessHandle) {
    this.#handle = handle;
    this.#bytes = handle.getSize();
    if (this.#endsTorn()) this.#appendBytes(new Uint8Array([0x0a]));
  }

  append(event: TakeEvent): void {
    this.#appendBytes(this.#encoder.encode(eventLine(event)));
    this.#handle.flush();
  }

  /** Every event that can be read. */
  read(): TakeEvent[] {
    return parseEventLog(new TextDecoder().decode(readUpTo(this.#handle, this.#bytes, 0)));
  }

  close(): void {
    this.#handle.close();
  }

  #appendBytes(bytes: Uint8Array): void {
    writeFully(this.#handle, bytes, this.#bytes);
    this.#bytes += bytes.length;
  }

  /** A crash may leave half a line; the next event must not be glued to it. */
  #endsTorn(): boolean {
    if (this.#bytes === 0) return false;
    const last = new Uint8Array(1);
    this.#handle.read(last, { at: this.#bytes - 1 });
    return last[0] !== 0x0a;
  }
}
