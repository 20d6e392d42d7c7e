import type { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import { unwrapCursor } from '../../shared/base/cursor.ts';

/** The ring that a drain empties, with total frame counts instead of 32-bit cursors. */
export class DrainRing {
  readonly #reader: CaptureRingReader;
  #position: number;
  #end: number;

  constructor(reader: CaptureRingReader) {
    this.#reader = reader;
    this.#position = unwrapCursor(0, reader.readCursor());
    this.#end = this.#position;
  }

  /** Total frames released so far. */
  get position(): number {
    return this.#position;
  }

  /** Total frames written at the last `observe`. A turn moves no further than this. */
  get end(): number {
    return this.#end;
  }

  /** The 32-bit cursor after the ring's last frame. */
  get writeCursor(): number {
    return this.#reader.writeCursor();
  }

  /** Total frames written so far. */
  get written(): number {
    return this.total(this.#reader.writeCursor());
  }

  get ended(): boolean {
    return this.#reader.ended();
  }

  /** What the ring's own clock has counted: frames written, and those dropped because the ring was full. */
  get clockFrames(): number {
    return this.written + this.#reader.dropped();
  }

  /** Frames written at the last `observe`, plus all frames that the ring counts as lost. */
  get delivered(): number {
    return this.#end + this.#reader.lostFrames();
  }

  observe(): void {
    this.#end = this.written;
  }

  /** The total that a 32-bit cursor stands for. */
  total(cursor: number): number {
    return unwrapCursor(this.#position, cursor);
  }

  /** How many frames before the current position the clock's count was `delivered`; 0 if it is not reached yet. */
  lookbackFrames(delivered: number): number {
    return Math.max(0, this.#position + this.#reader.lostFrames() - delivered);
  }

  /** Copies frames, from `ahead` frames after the current position on. */
  load(planes: readonly Float32Array[], frames: number, ahead = 0): void {
    for (let c = 0; c < planes.length; c++) this.#reader.peek(c, ahead, frames, planes[c]!);
  }

  /** Gives frames back to the writer. */
  release(frames: number): void {
    if (frames <= 0) return;
    this.#reader.release(frames);
    this.#position += frames;
  }
}
