import { eventLine, parseEventLog } from '../../shared/take/event-lines.ts';
import { type TakeEvent } from '../../shared/take/take-events.ts';
import { readUpTo, writeFully, type AccessHandle } from '../files/access-handle.ts';

const LINE_END = 0x0a;
const BLANK = 0x20;
/** More than the room that is ever kept free. */
const LOOK_BACK_BYTES = 1 << 16;

/**
 * A take's `events.jsonl`: one line per event. While it is open, a blank line may follow the last event. It keeps room
 * for the events of a take that ends because the disk is full.
 */
export class EventLog {
  readonly #handle: AccessHandle;
  readonly #encoder = new TextEncoder();
  #bytes: number;
  #flushed = true;

  constructor(handle: AccessHandle) {
    this.#handle = handle;
    this.#bytes = endOfEvents(handle);
    if (this.#endsTorn()) this.#appendBytes(new Uint8Array([LINE_END]));
  }

  /** Keeps `bytes` bytes of disk space free for later events. */
  keepRoom(bytes: number): void {
    const blank = new Uint8Array(bytes).fill(BLANK);
    blank[bytes - 1] = LINE_END;
    writeFully(this.#handle, blank, this.#bytes);
  }

  /** Appends an event and flushes it: it is on the disk when this returns. */
  append(event: TakeEvent): void {
    this.appendLater(event);
    this.flush();
  }

  /**
   * Appends an event without flushing it. It survives a killed browser at once; it is on the disk after the next
   * `flush`, which is slow and therefore done once for many events.
   */
  appendLater(event: TakeEvent): void {
    this.#appendBytes(this.#encoder.encode(eventLine(event)));
  }

  flush(): void {
    if (this.#flushed) return;
    this.#handle.flush();
    this.#flushed = true;
  }

  /** Every event that can be read. */
  read(): TakeEvent[] {
    return parseEventLog(new TextDecoder().decode(readUpTo(this.#handle, this.#bytes, 0)));
  }

  close(): void {
    try {
      if (this.#handle.getSize() > this.#bytes) this.#handle.truncate(this.#bytes);
      this.flush();
    } finally {
      this.#handle.close();
    }
  }

  #appendBytes(bytes: Uint8Array): void {
    writeFully(this.#handle, bytes, this.#bytes);
    this.#bytes += bytes.length;
    this.#flushed = false;
  }

  /** A crash may leave half a line. The next event must not be joined to it. */
  #endsTorn(): boolean {
    if (this.#bytes === 0) return false;
    const last = new Uint8Array(1);
    this.#handle.read(last, { at: this.#bytes - 1 });
    return last[0] !== LINE_END;
  }
}

/**
 * The end of the last event, including its line end. Where a crash left the blank line, the log continues in its place.
 */
function endOfEvents(handle: AccessHandle): number {
  const size = handle.getSize();
  const start = Math.max(0, size - LOOK_BACK_BYTES);
  const tail = new Uint8Array(size - start);
  handle.read(tail, { at: start });
  let last = tail.length - 1;
  while (last >= 0 && (tail[last] === BLANK || tail[last] === LINE_END)) last--;
  if (last === -1) return start;
  return start + last + (tail[last + 1] === LINE_END ? 2 : 1);
}
