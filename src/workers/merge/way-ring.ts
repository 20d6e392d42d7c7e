import { GAP_CAUSE, RING_WORD } from '../../shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import { unwrapCursor } from '../../shared/base/cursor.ts';
import type { WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import { ArrivalClock } from '../clock/arrival-clock.ts';
import {
  expectedPlace,
  overtakenHole,
  partedHole,
  predecessorOf,
  widerHole,
  type Hole,
  type Listed,
} from './hole.ts';
import type { RingPlanes } from './ring-planes.ts';
import { originDistance, type OriginDistance, type WayOrigin } from '../clock/way-origin.ts';

/** The merge does not wait for a way that has delivered nothing for this long. */
export const ALIVE_MS = 300;

/** A place in a way's ring where its writer reports missing frames. */
export interface WayBreak extends Listed {
  /** The ring frame that follows the missing ones. */
  readonly at: number;
}

/**
 * The ring of one capture path (way), as the merge reads it: with total frame counts instead of 32-bit cursors, and
 * with its breaks in order.
 */
export class WayRing implements RingPlanes {
  readonly id: number;
  readonly kind: WayKind;
  readonly planes: readonly Float32Array[];
  readonly capacityFrames: number;
  readonly #reader: CaptureRingReader;
  readonly #arrivals: ArrivalClock;
  readonly #sampleRate: number;
  readonly #breaks: WayBreak[] = [];
  #seenGaps = 0;
  #listedFrames = 0;
  #position: number;
  #end: number;
  #ended = false;
  /** When frames last arrived, on the clock passed to `look`. */
  #flowedMs: number;
  #offset: number | undefined;
  #hole: Hole | undefined;
  /** Ring frames searched for the way's place without success. */
  soughtFrames = 0;

  constructor({ id, kind, ring }: WayLink, sampleRate: number, nowMs: number, hole: Hole) {
    this.#arrivals = new ArrivalClock(sampleRate);
    this.#sampleRate = sampleRate;
    this.id = id;
    this.kind = kind;
    this.#reader = new CaptureRingReader(ring);
    this.planes = this.#reader.planes;
    this.capacityFrames = this.#reader.capacityFrames;
    this.#position = unwrapCursor(0, this.#reader.readCursor());
    this.#end = this.#position;
    this.#flowedMs = nowMs;
    this.#hole = hole;
  }

  /** Merged frame minus ring frame; undefined while the way's place is unknown. */
  get offset(): number | undefined {
    return this.#offset;
  }

  /** What to report once the way's place is known; undefined if there is nothing to report. */
  get hole(): Hole | undefined {
    return this.#hole;
  }

  /** The next ring frame to use. */
  get position(): number {
    return this.#position;
  }

  /** The ring frame of the next break, or the end of what has arrived. */
  get limit(): number {
    return Math.min(this.#breaks[0]?.at ?? this.#end, this.#end);
  }

  /** The merged frame of the current position; undefined while the way's place is unknown. */
  get mergedPosition(): number | undefined {
    return this.#offset === undefined ? undefined : this.#position + this.#offset;
  }

  /** The merged frame after the last one that has arrived; undefined while the way's place is unknown. */
  get mergedEnd(): number | undefined {
    return this.#offset === undefined ? undefined : this.#end + this.#offset;
  }

  /** Frames that can be used before the next break. */
  get pending(): number {
    return this.limit - this.#position;
  }

  /** Total frames that have arrived, including those after the next break. */
  get end(): number {
    return this.#end;
  }

  /** Whether the writer has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether the page asked this way to end. If a way ends without being asked, its microphone is gone. */
  get endRequested(): boolean {
    return Atomics.load(this.#reader.words, RING_WORD.endRequested) === 1;
  }

  /** When frame 0 was captured. Unknown for a worklet, because its clock is not the microphone's. */
  get origin(): WayOrigin {
    const unpassed = this.#breaks.reduce((sum, { frames }) => sum + frames, 0);
    const listedFrames = this.#listedFrames - unpassed;
    const { words } = this.#reader;
    const stampedUs = Atomics.load(words, RING_WORD.stampOriginUs);
    return {
      arrived: this.kind === 'track' ? this.#arrivals.origin : undefined,
      stampedUs: stampedUs === 0 ? undefined : stampedUs,
      driftUs: Atomics.load(words, RING_WORD.wallDriftUs),
      listedFrames,
    };
  }

  /**
   * How much later this way began than the closed way it replaces; undefined where that is unknown, and for a worklet.
   */
  get behindPredecessor(): OriginDistance | undefined {
    const before = predecessorOf(this.#hole);
    return before && originDistance(before.origin, this.origin, this.#sampleRate);
  }

  /**
   * The offset. While it is unknown: the offset expected from what is known of this way and its predecessor, without
   * looking at the sound, or undefined.
   */
  get expectedOffset(): number | undefined {
    if (this.#offset !== undefined || this.#hole === undefined) return this.#offset;
    return expectedPlace(this.#hole, this.behindPredecessor);
  }

  /** The break at the current position, if there is one. */
  get breakHere(): WayBreak | undefined {
    const first = this.#breaks[0];
    return first !== undefined && first.at <= this.#position ? first : undefined;
  }

  /**
   * Whether frames keep arriving: the way has not ended, and its last frame arrived less than `withinMs` milliseconds
   * ago.
   */
  isAlive(nowMs: number, withinMs = ALIVE_MS): boolean {
    return !this.#ended && this.silentMs(nowMs) < withinMs;
  }

  /** Milliseconds since the last frame arrived. */
  silentMs(nowMs: number): number {
    return nowMs - this.#flowedMs;
  }

  /** The merged frame of a 32-bit ring cursor; undefined while the way's place is unknown. */
  mergedFrame(cursor: number): number | undefined {
    return this.#offset === undefined ? undefined : unwrapCursor(this.#position, cursor) + this.#offset;
  }

  /** Reads what has arrived since the last call. */
  look(nowMs: number): void {
    const ended = this.#reader.ended();
    // Read before the breaks: the writer lists a break before it writes the frames after it, so every break before
    // `end` is known.
    const end = unwrapCursor(this.#position, this.#reader.writeCursor());
    const flowed = end !== this.#end;
    if (flowed) this.#flowedMs = nowMs;
    this.#end = end;
    this.#findBreaks(ended);
    if (flowed) this.#arrivals.see(nowMs, end + this.#listedFrames);
    this.#ended = ended;
  }

  /** Gives frames back to the writer. */
  release(frames: number): void {
    if (frames <= 0) return;
    this.#reader.release(frames);
    this.#position += frames;
  }

  /** Removes and returns the break at the current position, if there is one. */
  passBreak(): WayBreak | undefined {
    return this.breakHere === undefined ? undefined : this.#breaks.shift();
  }

  settleAt(offset: number): void {
    this.#stand(offset, undefined);
  }

  /** Takes away the way's place: its frames do not match the merged sound, or its writer listed a break. */
  part(listed?: Listed): void {
    if (this.#offset === undefined) return;
    this.#stand(undefined, partedHole(this.#position + this.#offset, this.#offset, listed));
  }

  /** Takes away the way's place through no fault of its own: no hole will be reported. */
  loseTrack(): void {
    this.#stand(undefined, undefined);
  }

  /** The merged sound continues at merged frame `frame` without this way, after `lost` lost frames. */
  overtake(frame: number, lost: number): void {
    this.#stand(undefined, overtakenHole(frame, lost, this.#offset, this.#hole));
  }

  /** Adds what the writer lists as missing while the way has no place. */
  widenHole(listed: Listed): void {
    if (this.#hole !== undefined) this.#hole = widerHole(this.#hole, listed);
  }

  /** Number of exactly zero frames at the end of the pending frames. */
  trailingZeros(): number {
    let zeros = 0;
    while (zeros < this.pending && this.isZero(this.limit - 1 - zeros)) zeros++;
    return zeros;
  }

  /**
   * Number of frames from the first run of at least `length` exactly zero frames up to the next break; 0 without such a
   * run.
   */
  fromZeros(length: number): number {
    const { limit } = this;
    // A run of that length contains at least one of these frames.
    for (let frame = this.#position + length - 1; frame < limit; frame += length) {
      if (!this.isZero(frame)) continue;
      let first = frame;
      while (first > this.#position && this.isZero(first - 1)) first--;
      let end = frame + 1;
      while (end < limit && end - first < length && this.isZero(end)) end++;
      if (end - first >= length) return limit - first;
    }
    return 0;
  }

  /** Number of exactly zero frames at the start of the pending frames. */
  leadingZeros(): number {
    let zeros = 0;
    while (zeros < this.pending && this.isZero(this.#position + zeros)) zeros++;
    return zeros;
  }

  /** Whether a ring frame is exactly zero in every channel. */
  isZero(frame: number): boolean {
    return this.planes.every((plane) => plane[frame % this.capacityFrames] === 0);
  }

  #stand(offset: number | undefined, hole: Hole | undefined): void {
    this.#offset = offset;
    this.#hole = hole;
    this.soughtFrames = 0;
  }

  #findBreaks(ended: boolean): void {
    let overwritten = false;
    for (; this.#seenGaps < this.#reader.gapCount(); this.#seenGaps++) {
      const gap = this.#reader.gapAt(this.#seenGaps);
      if (gap === undefined) {
        overwritten = true;
        continue;
      }
      const at = unwrapCursor(this.#position, gap.cursor);
      // This gap may still grow.
      if (at >= this.#end && !ended) break;
      this.#listedFrames += gap.frames;
      this.#breaks.push({ at: Math.max(at, this.#position), cause: gap.cause, frames: gap.frames });
    }
    if (overwritten) this.#listUnlisted();
  }

  /**
   * Adds one break for all gaps whose records were overwritten: the number of their frames is known, their place is
   * not.
   */
  #listUnlisted(): void {
    let open = 0;
    for (let index = this.#seenGaps; index < this.#reader.gapCount(); index++) {
      open += this.#reader.gapAt(index)?.frames ?? 0;
    }
    const frames = (this.#reader.lostFrames() - this.#listedFrames - open) | 0;
    if (frames <= 0) return;
    this.#listedFrames += frames;
    this.#breaks.unshift({ at: this.#position, cause: GAP_CAUSE.overrun, frames });
  }
}
