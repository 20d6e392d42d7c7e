/**
 * What an audio graph delivers first is no recording. It runs before its microphone delivers: the first blocks are exact
 * zeros and the render clock jumps once among them; Firefox then lets a few frames through and is silent for another 20 to
 * 70 ms. Where the output takes its time to open, the browser holds the microphone's first sound meanwhile and drops the
 * rest: what comes first is old, and then it jumps. So as many frames as the browser has room for are thrown away, once
 * the signal comes steadily, and no recording begins with a splice. No call allocates.
 */
export class WarmUpGate {
  readonly #roomFrames: number;
  #open = false;
  #waitedFrames = 0;
  /** Frames since the last block without a signal. */
  #steadyFrames = 0;

  /**
   * @param roomFrames at least what the browser holds of a microphone, in frames of steady signal. Where a device gives
   *   nothing but zeros it is over after twice as many.
   */
  constructor(roomFrames: number) {
    this.#roomFrames = roomFrames;
  }

  /** Whether the recording has begun, this block included. No plane at all is no signal. */
  open(block: readonly Float32Array[]): boolean {
    if (this.#open) return true;
    if (block.length === 0) return false;
    const frames = block[0]!.length;
    this.#waitedFrames += frames;
    this.#steadyFrames = hasSignal(block) ? this.#steadyFrames + frames : 0;
    this.#open = this.#steadyFrames > this.#roomFrames || this.#waitedFrames > 2 * this.#roomFrames;
    return this.#open;
  }
}

function hasSignal(block: readonly Float32Array[]): boolean {
  for (let channel = 0; channel < block.length; channel++) {
    const plane = block[channel]!;
    for (let i = 0; i < plane.length; i++) if (plane[i] !== 0) return true;
  }
  return false;
}
