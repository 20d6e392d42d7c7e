/**
 * How far the head may stay behind the newest column. Columns come ten times a second, some late; the head runs evenly
 * all the same, as long as it stays behind them.
 */
const LAG_SECONDS = 0.2;
/** How fast an error of the head is made up for: within about a second. */
const PULL = 1;
/** A head that is further off than this jumps. */
const JUMP_SECONDS = 1;

/** The frame at the head of a live waveform: it moves evenly, though the columns come in bursts. */
export class LiveHead {
  readonly #sampleRate: number;
  #frame: number;
  #drawnMs: number | undefined;

  constructor(sampleRate: number, frame: number) {
    this.#sampleRate = sampleRate;
    this.#frame = frame;
  }

  /**
   * The frame at the head at `nowMs`.
   * @param known frames whose columns have come
   * @param runs false while the take is paused: the head then goes to the end of what is known, and stays there
   */
  at(nowMs: number, known: number, runs: boolean): number {
    const seconds = Math.min(0.25, (nowMs - (this.#drawnMs ?? nowMs)) / 1000);
    this.#drawnMs = nowMs;
    const target = runs ? known - LAG_SECONDS * this.#sampleRate : known;
    const off = target - this.#frame;
    if (Math.abs(off) > JUMP_SECONDS * this.#sampleRate) this.#frame = target;
    else {
      const pull = runs ? off * PULL * seconds : 0;
      this.#frame += seconds * this.#sampleRate + pull;
    }
    // Never back, and never past what is known.
    this.#frame = Math.max(0, Math.min(this.#frame, known));
    return this.#frame;
  }
}
