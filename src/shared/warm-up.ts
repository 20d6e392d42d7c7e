/** 21 ms at 48 kHz: Firefox was seen to go silent again after up to 700 frames of signal. */
const STEADY_FRAMES = 1024;

/**
 * A graph runs before its microphone delivers: the first blocks are exact zeros and the render clock jumps once among
 * them; Firefox then lets a few frames through and is silent for another 20 to 70 ms. That is no recording yet, which
 * begins once the signal comes steadily, or after a while where a device gives nothing but zeros. No call allocates.
 */
export class WarmUp {
  readonly #patienceFrames: number;
  #over = false;
  #waitedFrames = 0;
  /** Frames since the last block without a signal. */
  #steadyFrames = 0;

  /** @param patienceFrames after so many it is over, whatever came */
  constructor(patienceFrames: number) {
    this.#patienceFrames = patienceFrames;
  }

  /** Whether the recording has begun, this block included. No plane at all is no signal. */
  over(block: readonly Float32Array[]): boolean {
    if (this.#over) return true;
    if (block.length === 0) return false;
    const frames = block[0]!.length;
    this.#waitedFrames += frames;
    this.#steadyFrames = hasSignal(block) ? this.#steadyFrames + frames : 0;
    this.#over = this.#steadyFrames > STEADY_FRAMES || this.#waitedFrames > this.#patienceFrames;
    return this.#over;
  }
}

function hasSignal(block: readonly Float32Array[]): boolean {
  for (let channel = 0; channel < block.length; channel++) {
    const plane = block[channel]!;
    for (let i = 0; i < plane.length; i++) if (plane[i] !== 0) return true;
  }
  return false;
}
