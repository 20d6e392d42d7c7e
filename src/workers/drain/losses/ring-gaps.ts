import type { CaptureRingReader, RingGap } from '../../../shared/capture/capture-ring-reader.ts';
import { unwrapCursor } from '../../../shared/base/cursor.ts';

/** Reads the gaps that a ring's writer lists, in order and each one once, and what it lost in total. */
export class RingGaps {
  readonly #reader: CaptureRingReader;
  /** Records below this index were read or skipped. */
  #seen: number;
  /** Frames lost since the ring began, as far as their records were read. */
  #lossSeen = 0;
  /** A gap that was already open where the take begins. Only what it grew by belongs to the take. */
  #before: { readonly index: number; readonly frames: number } | undefined;

  constructor(reader: CaptureRingReader) {
    this.#reader = reader;
    this.#seen = reader.gapCount();
  }

  /**
   * Begins a take at ring frame `from`. Gaps at or before it precede the take, except one at `from` itself that may
   * still grow, because no frame has been written after it.
   */
  beginAt(from: number, written: number): void {
    this.passOver(from, from);
    const last = this.#seen - 1;
    const gap = last >= 0 ? this.#reader.gapAt(last) : undefined;
    const open = gap !== undefined && written === from && unwrapCursor(from, gap.cursor) === from;
    this.#before = open ? { index: last, frames: gap.frames } : undefined;
    if (open) this.#seen = last;
    // In this order: the writer lists a loss before it counts it, and a listed loss must not look like an unlisted one.
    const listed = this.#listed();
    this.#lossSeen = this.#reader.lostFrames() - listed;
  }

  /** Skips gaps at or before a ring frame. Called often enough that no gap is 2^31 frames old. */
  passOver(ringFrame: number, near: number): void {
    for (; this.#seen < this.#reader.gapCount(); this.#seen++) {
      const gap = this.#reader.gapAt(this.#seen);
      if (gap !== undefined && unwrapCursor(near, gap.cursor) > ringFrame) return;
    }
  }

  /**
   * The next gap that will not grow: frames up to `end` were written after it, or the writer has ended. The call moves
   * past it.
   */
  nextClosed(near: number, end: number, ended: boolean): { at: number; index: number } | undefined {
    for (; this.#seen < this.#reader.gapCount(); this.#seen++) {
      const gap = this.#reader.gapAt(this.#seen);
      if (gap === undefined) continue; // Overwritten: `unlisted` counts it.
      const at = unwrapCursor(near, gap.cursor);
      return at >= end && !ended ? undefined : { at, index: this.#seen++ };
    }
    return undefined;
  }

  /**
   * A closed gap's cause, and how many of its frames belong to the take: 0 if it has not grown. Undefined if its record
   * was overwritten.
   */
  read(index: number): Pick<RingGap, 'cause' | 'frames'> | undefined {
    const gap = this.#reader.gapAt(index);
    if (gap === undefined) return undefined;
    this.#lossSeen += gap.frames;
    const earlier = this.#before?.index === index ? this.#before.frames : 0;
    return { cause: gap.cause, frames: gap.frames - earlier };
  }

  /**
   * Frames lost in gaps whose records were overwritten before they were read: their number is known, their place is
   * not.
   */
  unlisted(): number {
    return Math.max(0, (this.#reader.lostFrames() - this.#lossSeen - this.#listed()) | 0);
  }

  /** Frames of the gaps that are listed but not read yet. */
  #listed(): number {
    let frames = 0;
    for (let index = this.#seen; index < this.#reader.gapCount(); index++) {
      frames += this.#reader.gapAt(index)?.frames ?? 0;
    }
    return frames;
  }
}
