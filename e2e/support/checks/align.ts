export type Samples = Int16Array | Int32Array;

export interface InsertedZeros {
  readonly atTakeFrame: number;
  readonly frames: number;
}

export interface MissingFrames {
  /** The take frame before which the source's frames are missing. */
  readonly atTakeFrame: number;
  readonly sourceFrames: number;
}

export interface Alignment {
  /** From its first non-zero frame on, the take consists of the source's own samples in order, and nothing else. */
  readonly ok: boolean;
  /**
   * Zero frames before the take's first non-zero frame. They are no fault, because an audio graph runs before the
   * microphone delivers.
   */
  readonly leadingZeros: number;
  /** Source frame at take frame `leadingZeros`; -1 when the take was not found in the source. */
  readonly sourceOffset: number;
  readonly insertedZeroRuns: readonly InsertedZeros[];
  readonly missing: readonly MissingFrames[];
  /** First take frame that has no explanation; the comparison ends there. */
  readonly mismatchAt?: number;
  /** Zero frames after the source's last frame, when the microphone file had ended. They are no fault. */
  readonly trailingZeros: number;
  /** Frames found in the source, bit for bit. */
  readonly matchedFrames: number;
  /** Source frame after the last one found. */
  readonly sourceEnd: number;
}

/** Number of samples that determine a position in white noise: 128 bits. */
const ANCHOR_SAMPLES = 8;
/** Fewer may be left at the end of a take: 64 bits are still unique in hours of noise, 32 bits are not. */
const MIN_ANCHOR_SAMPLES = 4;

/**
 * Finds the take in the (random) source, and walks through both to the end, explaining every departure.
 *
 * Two explanations can fit the same samples equally well. By convention, a departure is placed as late as the samples
 * allow. Where the source itself has zeros at the boundary of an inserted run, the first zeros of the run count as the
 * source's. The length of the run is exact in any case, and so is its position unless the source frame before it is
 * zero. `randomSignal` has no such frame in stereo.
 */
export function alignToSource(take: readonly Samples[], source: readonly Int16Array[]): Alignment {
  if (take.length === 0 || take.length !== source.length) {
    throw new RangeError(`the take has ${take.length} channels, the source ${source.length}`);
  }
  return new Walk(take, source).run();
}

class Walk {
  readonly #take: readonly Samples[];
  readonly #source: readonly Int16Array[];
  readonly #takeFrames: number;
  readonly #sourceFrames: number;
  readonly #anchor: number;
  readonly #minAnchor: number;
  readonly #inserted: InsertedZeros[] = [];
  readonly #missing: MissingFrames[] = [];
  #t = 0;
  #s = 0;
  #matched = 0;
  #trailingZeros = 0;

  constructor(take: readonly Samples[], source: readonly Int16Array[]) {
    this.#take = take;
    this.#source = source;
    this.#takeFrames = Math.min(...take.map(({ length }) => length));
    this.#sourceFrames = Math.min(...source.map(({ length }) => length));
    this.#anchor = Math.ceil(ANCHOR_SAMPLES / take.length);
    this.#minAnchor = Math.ceil(MIN_ANCHOR_SAMPLES / take.length);
  }

  run(): Alignment {
    const leadingZeros = this.#endOfZeros(0);
    const sourceOffset = this.#findStart(leadingZeros);
    if (sourceOffset < 0) return this.#report(leadingZeros, -1, leadingZeros);
    this.#t = leadingZeros;
    this.#s = sourceOffset;
    let explained = true;
    while (explained) {
      this.#walk();
      if (this.#t === this.#takeFrames) return this.#report(leadingZeros, sourceOffset);
      explained = this.#explain();
    }
    return this.#report(leadingZeros, sourceOffset, this.#t);
  }

  /**
   * The source frame at take frame `t`; -1 when there is none. If fewer frames than an anchor lie before a run of
   * zeros, they are located by the frames after that run.
   */
  #findStart(t: number): number {
    const found = this.#search(t, 0);
    if (found >= 0) return found;
    for (let head = 1; head < this.#anchor; head++) {
      const behindZeros = this.#endOfZeros(t + head);
      if (behindZeros < t + this.#anchor) continue;
      const start = this.#search(behindZeros, head) - head;
      return start >= 0 && this.#agrees(t, start, head) ? start : -1;
    }
    return -1;
  }

  #report(leadingZeros: number, sourceOffset: number, mismatchAt?: number): Alignment {
    return {
      ok: mismatchAt === undefined && this.#inserted.length === 0 && this.#missing.length === 0,
      leadingZeros,
      sourceOffset,
      insertedZeroRuns: this.#inserted,
      missing: this.#missing,
      ...(mismatchAt === undefined ? {} : { mismatchAt }),
      trailingZeros: this.#trailingZeros,
      matchedFrames: this.#matched,
      sourceEnd: this.#s,
    };
  }

  /** Advances while the samples agree. */
  #walk(): void {
    const frames = Math.min(this.#takeFrames - this.#t, this.#sourceFrames - this.#s);
    let agreed = frames;
    for (const [c, source] of this.#source.entries()) {
      agreed = agreement(this.#take[c]!, this.#t, source, this.#s, agreed);
    }
    this.#t += agreed;
    this.#s += agreed;
    this.#matched += agreed;
  }

  /** Moves past one departure at `#t` and records it. Returns false when nothing explains it. */
  #explain(): boolean {
    const end = this.#endOfZeros(this.#t);
    const zeros = end - this.#t;
    if (this.#s === this.#sourceFrames) {
      if (end < this.#takeFrames) return false;
      this.#trailingZeros = zeros;
      this.#t = end;
      return true;
    }
    // Zeros up to the end of the take, or zeros after which the source continues where it stopped.
    if (zeros > 0 && (end === this.#takeFrames || this.#agrees(end, this.#s))) {
      this.#insert(end);
      return true;
    }
    // A few zeros may be the source's own, after missing frames.
    const ahead = zeros < this.#anchor ? this.#search(this.#t, this.#s + 1) : -1;
    if (ahead >= 0) {
      this.#skip(ahead);
      return true;
    }
    // Zeros replace missing frames: both faults happened.
    const behindZeros = zeros > 0 ? this.#search(end, this.#s + 1) : -1;
    if (behindZeros < 0) return false;
    this.#insert(end);
    this.#skip(behindZeros);
    return true;
  }

  #insert(end: number): void {
    this.#inserted.push({ atTakeFrame: this.#t, frames: end - this.#t });
    this.#t = end;
  }

  #skip(to: number): void {
    this.#missing.push({ atTakeFrame: this.#t, sourceFrames: to - this.#s });
    this.#s = to;
  }

  /** The first frame at or after `from` that is not zero in every channel. */
  #endOfZeros(from: number): number {
    let end = this.#takeFrames;
    for (const channel of this.#take) {
      let t = from;
      while (t < end && channel[t] === 0) t++;
      end = t;
    }
    return end;
  }

  /**
   * Whether the anchor at take frame `t` equals the source at `s`. At the end of the take the anchor may be shorter.
   */
  #agrees(t: number, s: number, most = this.#anchor): boolean {
    const frames = Math.min(most, this.#takeFrames - t);
    if (s + frames > this.#sourceFrames) return false;
    return this.#source.every((source, c) => agreement(this.#take[c]!, t, source, s, frames) === frames);
  }

  /** The first source frame at or after `from` that matches the anchor at take frame `t`; -1 when there is none. */
  #search(t: number, from: number): number {
    if (this.#takeFrames - t < this.#minAnchor) return -1;
    const first = this.#take[0]![t]!;
    const source = this.#source[0]!;
    for (let s = source.indexOf(first, from); s >= 0; s = source.indexOf(first, s + 1)) {
      if (this.#agrees(t, s)) return s;
    }
    return -1;
  }
}

/** The number of samples, of `frames`, that agree from the start. */
function agreement(take: Samples, t: number, source: Int16Array, s: number, frames: number): number {
  let i = 0;
  while (i < frames && take[t + i] === source[s + i]) i++;
  return i;
}
