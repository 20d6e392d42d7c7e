import { CaptureRingWriter, GAP_CAUSE, RING_STATE, RING_WORD } from '../shared/capture-ring.ts';

/** 21 ms at 48 kHz: Firefox was seen to go silent again after up to 700 frames of signal. */
const STEADY_FRAMES = 1024;

/**
 * Copies every block the microphone delivers into the capture ring, and accounts for those it does not deliver.
 * Runs on the audio thread: `process` never allocates, throws, logs, blocks or posts a message.
 *
 * A graph runs before its microphone delivers: the first blocks are exact zeros and the render clock jumps once among
 * them; Firefox then lets a few frames through and is silent for another 20 to 70 ms. That is no recording yet, so
 * writing begins once the signal comes steadily, or after `warmUpFrames` where a device gives nothing but zeros.
 */
export class CaptureProcessor {
  readonly #ring: CaptureRingWriter;
  readonly #warmUpFrames: number;
  #warm = false;
  /** Frames that came before writing began. */
  #waitedFrames = 0;
  /** Those since the last block without a signal. */
  #steadyFrames = 0;
  /** `currentFrame` at which the next block should begin; -1 before the first. */
  #expectedFrame = -1;
  /** `currentFrame` of a block that came without input: its length is known only when the next one comes. */
  #missingSince = -1;

  constructor(ring: SharedArrayBuffer, warmUpFrames: number) {
    this.#ring = new CaptureRingWriter(ring);
    this.#warmUpFrames = warmUpFrames;
  }

  /**
   * @param input the planes of one block, all of one length; no plane at all means that no input was connected
   * @param currentFrame the render clock at the block's first frame
   * @returns whether to be called again
   */
  process(input: readonly Float32Array[], currentFrame: number): boolean {
    const ring = this.#ring;
    ring.count(RING_WORD.blocks, 1);
    ring.publish(RING_WORD.clock, currentFrame);
    if (this.#warm || this.#warmsUp(input)) this.#capture(input, currentFrame);
    if (ring.endRequested()) {
      ring.publish(RING_WORD.state, RING_STATE.ended);
      return false;
    }
    ring.publish(RING_WORD.state, RING_STATE.live);
    return true;
  }

  #warmsUp(input: readonly Float32Array[]): boolean {
    if (input.length === 0) return false;
    const frames = input[0]!.length;
    this.#waitedFrames += frames;
    this.#steadyFrames = hasSignal(input) ? this.#steadyFrames + frames : 0;
    this.#warm = this.#steadyFrames > STEADY_FRAMES || this.#waitedFrames > this.#warmUpFrames;
    return this.#warm;
  }

  #capture(input: readonly Float32Array[], currentFrame: number): void {
    const ring = this.#ring;
    if (this.#missingSince >= 0) {
      const frames = currentFrame - this.#missingSince;
      ring.gap(GAP_CAUSE.noInput, frames);
      ring.count(RING_WORD.noInput, frames);
      this.#missingSince = -1;
    } else if (this.#expectedFrame >= 0 && currentFrame > this.#expectedFrame) {
      const frames = currentFrame - this.#expectedFrame;
      ring.gap(GAP_CAUSE.clockJump, frames);
      ring.count(RING_WORD.skipped, frames);
    }
    if (input.length === 0) {
      this.#missingSince = currentFrame;
      return;
    }
    const frames = input[0]!.length;
    ring.write(input, frames);
    this.#expectedFrame = currentFrame + frames;
  }
}

function hasSignal(input: readonly Float32Array[]): boolean {
  for (let channel = 0; channel < input.length; channel++) {
    const plane = input[channel]!;
    for (let i = 0; i < plane.length; i++) if (plane[i] !== 0) return true;
  }
  return false;
}
