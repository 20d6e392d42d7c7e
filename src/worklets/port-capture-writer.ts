import { BATCH_FRAMES, type CaptureMessage, type CaptureReply } from '../shared/capture/capture-port.ts';
import { WarmUpGate } from '../shared/capture/warm-up-gate.ts';

/** Buffers kept for reuse. More come back only after the journal stood still; they are dropped. */
const MAX_SPARE = 8;
/** Blocks without input per message, after the first of a run. */
const NO_INPUT_BLOCKS = 8;

/**
 * Sends the frames that the microphone delivers to the journal where no memory is shared. It keeps no count of missing
 * frames: the journal derives them, including lost messages, from the render clock in every message. `process`
 * allocates and posts a message for every BATCH_FRAMES frames, because there is no other way; the sample buffers are
 * recycled.
 */
export class PortCaptureWriter {
  readonly #port: MessagePort;
  readonly #channels: number;
  readonly #warmUp: WarmUpGate;
  readonly #onFirst: () => void;
  readonly #spare: Float32Array<ArrayBuffer>[] = [];
  #batch: Float32Array<ArrayBuffer> | undefined;
  /** Frames in the batch, and the render clock at its first frame. */
  #filled = 0;
  #batchFrame = 0;
  /** The time of day at the last block, in milliseconds since 1970. */
  #atMs = 0;
  #begun = false;
  /** Blocks without input that were not reported yet, and the render clock at the last of them. */
  #untold = 0;
  #missingFrame = 0;
  #missing = false;
  #ended = false;

  /** @param onFirst called once, when the first frames are captured */
  constructor(port: MessagePort, channels: number, warmUpFrames: number, onFirst: () => void) {
    this.#port = port;
    this.#channels = channels;
    this.#warmUp = new WarmUpGate(warmUpFrames);
    this.#onFirst = onFirst;
    port.onmessage = ({ data }: MessageEvent<CaptureReply>) => this.#hear(data);
  }

  /**
   * @param input the planes of one block, all of one length; no plane means that no input was connected
   * @param currentFrame the render clock at the block's first frame
   * @returns whether it wants to be called again
   */
  process(input: readonly Float32Array[], currentFrame: number): boolean {
    if (!this.#ended && this.#warmUp.open(input)) {
      this.#atMs = Date.now();
      if (input.length === 0) this.#miss(currentFrame);
      else this.#add(input, currentFrame);
    }
    return !this.#ended;
  }

  /** Sends the frames and blocks that were not sent yet. */
  flush(): void {
    if (this.#untold > 0) this.#tellMissing();
    const samples = this.#batch;
    if (samples === undefined || this.#filled === 0) return;
    const message = { currentFrame: this.#batchFrame, frames: this.#filled, samples, atMs: this.#atMs };
    this.#send({ kind: 'frames', ...message }, [samples.buffer]);
    this.#batch = undefined;
    this.#filled = 0;
  }

  /**
   * Sends what is left and then asks for no more calls. `currentFrame` is the render clock when the page closed the
   * source.
   */
  end(currentFrame: number): void {
    if (this.#ended) return;
    this.flush();
    this.#ended = true;
    this.#send({ kind: 'end', currentFrame }, []);
  }

  #add(input: readonly Float32Array[], currentFrame: number): void {
    // The render clock of these frames shows what was not reported of the run without input.
    this.#missing = false;
    this.#untold = 0;
    // The frames of one message are contiguous by the render clock.
    if (this.#filled > 0 && currentFrame !== this.#batchFrame + this.#filled) this.flush();
    const frames = input[0]!.length;
    for (let done = 0; done < frames;) {
      if (this.#filled === 0) this.#batchFrame = currentFrame + done;
      const count = Math.min(frames - done, BATCH_FRAMES - this.#filled);
      this.#copy(input, done, count);
      done += count;
      if (this.#filled === BATCH_FRAMES) this.flush();
    }
    if (!this.#begun) {
      this.#begun = true;
      this.#onFirst();
    }
  }

  /** If the input has fewer channels than the take, its last channel is repeated, as in a ring's writer. */
  #copy(input: readonly Float32Array[], from: number, count: number): void {
    this.#batch ??= this.#spare.pop() ?? new Float32Array(this.#channels * BATCH_FRAMES);
    for (let channel = 0; channel < this.#channels; channel++) {
      const plane = input[channel < input.length ? channel : input.length - 1]!;
      const at = channel * BATCH_FRAMES + this.#filled;
      if (count === plane.length) this.#batch.set(plane, at);
      else for (let i = 0; i < count; i++) this.#batch[at + i] = plane[from + i]!;
    }
    this.#filled += count;
  }

  /**
   * Reports the first block of a run at once and the others in groups of eight, so that the journal's account does not
   * lag.
   */
  #miss(currentFrame: number): void {
    if (!this.#missing) this.flush();
    this.#missingFrame = currentFrame;
    this.#untold += 1;
    if (!this.#missing || this.#untold === NO_INPUT_BLOCKS) this.#tellMissing();
    this.#missing = true;
  }

  #tellMissing(): void {
    this.#untold = 0;
    this.#send({ kind: 'no-input', currentFrame: this.#missingFrame, atMs: this.#atMs }, []);
  }

  #send(message: CaptureMessage, transfer: ArrayBuffer[]): void {
    this.#port.postMessage(message, transfer);
  }

  #hear(reply: CaptureReply): void {
    switch (reply.kind) {
      case 'buffer':
        if (this.#spare.length < MAX_SPARE) this.#spare.push(reply.samples);
        break;
      case 'flush':
        this.flush();
        break;
    }
  }
}
