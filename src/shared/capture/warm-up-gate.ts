/**
 * Discards the first frames that an audio graph delivers, because they are not a recording of the microphone. The graph
 * runs before its microphone delivers: the first blocks are exact zeros, and the render clock jumps once among them.
 * Firefox then lets a few frames through and is silent for another 20 to 70 ms. While an output is slow to open, the
 * browser buffers the microphone's first sound and drops the rest, so the first frames are old and then the sound
 * jumps. The gate therefore waits for a steady signal and then discards as many frames as the browser has room for, so
 * that no recording begins with a splice. No call allocates.
 */
export class WarmUpGate {
  readonly #roomFrames: number;
  #open = false;
  #waitedFrames = 0;
  /** Frames in a row whose blocks all had a signal. */
  #steadyFrames = 0;

  /**
   * @param roomFrames frames of steady signal to discard; at least what the browser buffers of a microphone. The gate
   *   opens after twice as many frames in any case, as for a device that delivers only zeros.
   */
  constructor(roomFrames: number) {
    this.#roomFrames = roomFrames;
  }

  /** Whether the recording has begun, with this block or earlier. A block without planes counts as no signal. */
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
