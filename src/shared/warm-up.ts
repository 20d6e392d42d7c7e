/**
 * A graph runs before its microphone delivers: the first blocks are exact zeros and the render clock jumps once among
 * them. That is no recording yet, which begins with the first block that holds a signal, or after `silentFrames` of
 * silence where a device gives nothing but zeros. No call allocates.
 */
export class WarmUp {
  readonly #patienceFrames: number;
  #over = false;
  #silentFrames = 0;

  constructor(silentFrames: number) {
    this.#patienceFrames = silentFrames;
  }

  /** Whether the recording has begun, this block included. No plane at all is no signal. */
  over(block: readonly Float32Array[]): boolean {
    if (this.#over) return true;
    if (block.length === 0) return false;
    this.#silentFrames += block[0]!.length;
    this.#over = this.#silentFrames > this.#patienceFrames || hasSignal(block);
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
