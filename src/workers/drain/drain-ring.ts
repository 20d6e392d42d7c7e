import type { CaptureRingReader } from '../../shared/capture/capture-ring.ts';
import { unwrapCursor } from '../../shared/base/cursor.ts';

/** The ring that a drain empties, in totals instead of 32-bit cursors. */
export class DrainRing {
  /** The first frame there was. */
  readonly first: number;
  readonly #reader: CaptureRingReader;
  #position: number;
  #end: number;

  constructor(reader: CaptureRingReader) {
    this.#reader = reader;
    this.#position = unwrapCursor(0, reader.readCursor());
    this.first = this.#position;
    this.#end = this.#position;
  }

  /** Frames released so far. */
  get position(): number {
    return this.#position;
  }

  /** Frames written by the last `look`: a turn goes so far at most. */
  get end(): number {
    return this.#end;
  }

  /** The 32-bit cursor behind its last frame. */
  get writeCursor(): number {
    return this.#reader.writeCursor();
  }

  /** Frames written by now. */
  get written(): number {
    return this.total(this.#reader.writeCursor());
  }

  get ended(): boolean {
    return this.#reader.ended();
  }

  /** What the ring's own clock counted by now: frames written, and those that found the ring full. */
  get clockFrames(): number {
    return this.written + this.#reader.dropped();
  }

  /** All frames the ring's clock had counted at the last `look`, those it lists as lost included. */
  get delivered(): number {
    return this.#end + this.#reader.lostFrames();
  }

  observe(): void {
    this.#end = this.written;
  }

  /** The frame of a 32-bit cursor. */
  total(cursor: number): number {
    return unwrapCursor(this.#position, cursor);
  }

  /** How many frames before the present position the clock had counted `delivered`. */
  lookbackFrames(delivered: number): number {
    return Math.max(0, this.#position + this.#reader.lostFrames() - delivered);
  }

  /** Copies the next frames. */
  load(planes: readonly Float32Array[], frames: number): void {
    for (let c = 0; c < planes.length; c++) this.#reader.peek(c, 0, frames, planes[c]!);
  }

  /** Gives frames back to the writer. */
  release(frames: number): void {
    if (frames <= 0) return;
    this.#reader.release(frames);
    this.#position += frames;
  }
}
