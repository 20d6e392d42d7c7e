import { GAP_CAUSE, RING_STATE, RING_WORD } from './capture-ring.ts';
import { CaptureRingWriter } from './capture-ring-writer.ts';
import { WarmUpGate } from './warm-up-gate.ts';

/**
 * Writes every block that the microphone delivers into a capture ring and counts the frames that it does not deliver.
 * It runs on the audio thread. Without shared memory it runs in the journal, on blocks received as messages. `process`
 * never allocates, throws, logs, blocks or posts a message.
 */
export class CaptureProcessor {
  readonly #ring: CaptureRingWriter;
  readonly #warmUp: WarmUpGate;
  /** `currentFrame` expected of the next block; -1 before the first. */
  #expectedFrame = -1;
  /** `currentFrame` of the last block if it came without input, else -1. The next block shows its length. */
  #missingSince = -1;

  constructor(ring: ArrayBufferLike, warmUpFrames: number) {
    this.#ring = new CaptureRingWriter(ring);
    this.#warmUp = new WarmUpGate(warmUpFrames);
  }

  /**
   * @param input the planes of one block, all of one length; no plane means that no input was connected
   * @param currentFrame the render clock at the block's first frame
   * @returns whether it wants to be called again
   */
  process(input: readonly Float32Array[], currentFrame: number): boolean {
    const ring = this.#ring;
    ring.count(RING_WORD.blocks, 1);
    ring.publish(RING_WORD.clock, currentFrame);
    if (this.#warmUp.open(input)) this.#capture(input, currentFrame);
    if (ring.endRequested()) {
      ring.publish(RING_WORD.state, RING_STATE.ended);
      return false;
    }
    ring.publish(RING_WORD.state, RING_STATE.live);
    return true;
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
