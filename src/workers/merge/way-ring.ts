import { CaptureRingReader, GAP_CAUSE, RING_WORD } from '../../shared/capture/capture-ring.ts';
import { unwrapCursor } from '../../shared/base/cursor.ts';
import type { WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import { ArrivalClock } from './arrival-clock.ts';
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
import { originDistance, type OriginDistance, type WayOrigin } from './way-origin.ts';

/** A way that gave nothing for so long is not waited for. */
export const ALIVE_MS = 300;

/** A place in a way's ring where its writer says that frames are missing. */
export interface WayBreak extends Listed {
  /** The ring frame that follows. */
  readonly at: number;
}

/** One way's ring, as the merge reads it: in totals instead of 32-bit cursors, and with its breaks in order. */
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
  /** When frames last came, on the clock of `look`. */
  #flowedMs: number;
  #offset: number | undefined;
  #hole: Hole | undefined;
  /** Ring frames in which its place was looked for, in vain. */
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

  /** Merged frame less ring frame; undefined while its place is not known. */
  get offset(): number | undefined {
    return this.#offset;
  }

  /** What is to be told once its place is known; undefined: nothing. */
  get hole(): Hole | undefined {
    return this.#hole;
  }

  /** The next ring frame to be used. */
  get position(): number {
    return this.#position;
  }

  /** Ring frames up to here came before the next break. */
  get limit(): number {
    return Math.min(this.#breaks[0]?.at ?? this.#end, this.#end);
  }

  /** The merged frame of the present position; undefined while the way's place is not known. */
  get mergedPosition(): number | undefined {
    return this.#offset === undefined ? undefined : this.#position + this.#offset;
  }

  /** Frames that can be used before the next break. */
  get pending(): number {
    return this.limit - this.#position;
  }

  /** All frames that have come, beyond the next break too. */
  get end(): number {
    return this.#end;
  }

  /** Whether its writer is through. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether the page asked it to end: else its microphone is gone. */
  get endRequested(): boolean {
    return Atomics.load(this.#reader.words, RING_WORD.endRequested) === 1;
  }

  /** When its frame 0 was captured. Of a worklet nothing tells: its clock is not the microphone's. */
  get origin(): WayOrigin {
    const unpassed = this.#breaks.reduce((sum, { frames }) => sum + frames, 0);
    const listedFrames = this.#listedFrames - unpassed;
    if (this.kind !== 'track') return { arrived: undefined, stampedUs: undefined, listedFrames };
    const stampedUs = Atomics.load(this.#reader.words, RING_WORD.stampOriginUs);
    return {
      arrived: this.#arrivals.origin,
      stampedUs: stampedUs === 0 ? undefined : stampedUs,
      listedFrames,
    };
  }

  /** How much later it began than the way whose place it takes; undefined where that is not known, and of a worklet. */
  get behindPredecessor(): OriginDistance | undefined {
    const before = predecessorOf(this.#hole);
    return before && originDistance(before.origin, this.origin, this.#sampleRate);
  }

  /** Where it should be by what is known of it and of its predecessor, without a look at its sound. */
  get expectedOffset(): number | undefined {
    if (this.#offset !== undefined || this.#hole === undefined) return this.#offset;
    return expectedPlace(this.#hole, this.behindPredecessor);
  }

  /** The break at the present position. */
  get breakHere(): WayBreak | undefined {
    const first = this.#breaks[0];
    return first !== undefined && first.at <= this.#position ? first : undefined;
  }

  /** Whether its frames come: one may have come within so many milliseconds. */
  isAlive(nowMs: number, withinMs = ALIVE_MS): boolean {
    return !this.#ended && this.silentMs(nowMs) < withinMs;
  }

  /** For how long no frame has come. */
  silentMs(nowMs: number): number {
    return nowMs - this.#flowedMs;
  }

  /** The merged frame of a 32-bit cursor of the ring; undefined while its place is not known. */
  mergedFrame(cursor: number): number | undefined {
    return this.#offset === undefined ? undefined : unwrapCursor(this.#position, cursor) + this.#offset;
  }

  /** Sees what has come since. */
  look(nowMs: number): void {
    const ended = this.#reader.ended();
    // Read before the breaks: a break is listed before the frames after it, so every one short of here is known.
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

  /** The break at the present position is behind it from now on. */
  passBreak(): WayBreak | undefined {
    return this.breakHere === undefined ? undefined : this.#breaks.shift();
  }

  settleAt(offset: number): void {
    this.#stand(offset, undefined);
  }

  /** It is not where it was thought to be. */
  part(listed?: Listed): void {
    if (this.#offset === undefined) return;
    this.#stand(undefined, partedHole(this.#position + this.#offset, this.#offset, listed));
  }

  /** Its place is not known any more, and that is no fault of its own. */
  loseTrack(): void {
    this.#stand(undefined, undefined);
  }

  /** The merged sound goes on at a merged frame, behind so many that are lost, and without this way. */
  overtake(frame: number, lost: number): void {
    this.#stand(undefined, overtakenHole(frame, lost, this.#offset, this.#hole));
  }

  /** Its writer lists more where it is without a place. */
  widenHole(listed: Listed): void {
    if (this.#hole !== undefined) this.#hole = widerHole(this.#hole, listed);
  }

  /** Exact zeros at the end of what has come before the next break. */
  trailingZeros(): number {
    let zeros = 0;
    while (zeros < this.pending && this.isZero(this.limit - 1 - zeros)) zeros++;
    return zeros;
  }

  /** Frames from the first run of exact zeros on, of `length` at least, to the next break; 0 without one. */
  fromZeros(length: number): number {
    const { limit } = this;
    // A run that long lies across one of these.
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

  /** Exact zeros from the present position on. */
  leadingZeros(): number {
    let zeros = 0;
    while (zeros < this.pending && this.isZero(this.#position + zeros)) zeros++;
    return zeros;
  }

  /** Whether a ring frame is exact zeros in every channel. */
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
      // It may still grow.
      if (at >= this.#end && !ended) break;
      this.#listedFrames += gap.frames;
      this.#breaks.push({ at: Math.max(at, this.#position), cause: gap.cause, frames: gap.frames });
    }
    if (overwritten) this.#listUnlisted();
  }

  /** Breaks whose records were overwritten: how many frames is known, where is not. */
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
