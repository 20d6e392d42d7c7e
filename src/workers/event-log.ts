import { eventLine, type TakeEvent } from '../shared/take-events.ts';
import type { AccessHandle } from './access-handle.ts';
import { writeFully } from './opfs.ts';

const LINE_END = 0x0a;

/**
 * A take's `events.jsonl`: one line per event, appended and flushed. While it is open, empty lines may stand behind the
 * last event: room for the events of a take that ends because the disk is full.
 */
export class EventLog {
  readonly #handle: AccessHandle;
  readonly #encoder = new TextEncoder();
  #bytes: number;

  /** @param roomBytes empty lines to keep ready */
  constructor(handle: AccessHandle, roomBytes = 0) {
    this.#handle = handle;
    this.#bytes = handle.getSize();
    if (this.#endsTorn()) this.#appendBytes(new Uint8Array([LINE_END]));
    if (roomBytes > 0) writeFully(handle, new Uint8Array(roomBytes).fill(LINE_END), this.#bytes);
  }

  append(event: TakeEvent): void {
    this.#appendBytes(this.#encoder.encode(eventLine(event)));
    this.#handle.flush();
  }

  close(): void {
    if (this.#handle.getSize() > this.#bytes) this.#handle.truncate(this.#bytes);
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
    return last[0] !== LINE_END;
  }
}
