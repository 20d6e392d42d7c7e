import { BATCH_FRAMES, type CaptureMessage, type CaptureReply } from '../../shared/capture/capture-port.ts';
import { CaptureProcessor } from '../../shared/capture/capture-processor.ts';
import { createLocalCaptureRing, RING_STATE, RING_WORD } from '../../shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../shared/capture/capture-ring-reader.ts';
import { cursorAdvance, cursorDistance } from '../../shared/base/cursor.ts';
import type { PortLink } from '../../shared/journal/capture-link.ts';
import { PortTime } from './port-time.ts';

/** An end that lies further than this behind the received frames is not believed. */
const MAX_LATE_SECONDS = 0.25;

/**
 * The journal's end of a capture without shared memory. It writes what the audio thread sends into a ring of the
 * journal's own, with the same accounting of missing frames. Messages queue while the journal stands still, so no wait
 * is too long. A message that got lost shows as a jump of the render clock, like a block that never arrived.
 */
export class PortCapture {
  readonly ring: ArrayBuffer;
  readonly #port: MessagePort;
  readonly #channels: number;
  readonly #reader: CaptureRingReader;
  readonly #processor: CaptureProcessor;
  readonly #makeRoom: () => void;
  readonly time = new PortTime();
  readonly #maxLateFrames: number;
  /** The render clock after the last frame received, where the ring's write cursor is. */
  #clock = 0;

  /**
   * @param makeRoom drains the ring; called when a message would not fit
   * @param onMessage called after each message
   */
  constructor(
    { port, channels, sampleRate, capacityFrames }: PortLink,
    makeRoom: () => void,
    onMessage: () => void,
  ) {
    this.ring = createLocalCaptureRing(channels, capacityFrames);
    this.#port = port as MessagePort;
    this.#makeRoom = makeRoom;
    this.#channels = channels;
    this.#maxLateFrames = MAX_LATE_SECONDS * sampleRate;
    this.#reader = new CaptureRingReader(this.ring);
    this.#processor = new CaptureProcessor(this.ring, 0);
    this.#port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      this.#receive(data);
      onMessage();
    };
  }

  /** The ring's cursor for a 32-bit value of the render clock, which may lie before or after what was received. */
  cursorAt(clock: number): number {
    const ahead = cursorDistance(cursorAdvance(0, this.#clock), clock);
    return cursorAdvance(this.received(), ahead);
  }

  /**
   * The same for the end of a stretch: frames that a graph which kept running sent after it are left out. But some
   * browsers give a page that was blocked an old clock, and what was recorded since must not be cut off. So an end that
   * lies too far back means the last frame received.
   */
  endAt(clock: number): number {
    const named = this.cursorAt(clock);
    const received = this.received();
    return cursorDistance(named, received) > this.#maxLateFrames ? received : named;
  }

  /** The ring's cursor after the last frame received. */
  received(): number {
    return this.#reader.writeCursor();
  }

  /** Requests the frames that wait at the audio thread for their message to fill. */
  flush(): void {
    this.#reply({ kind: 'flush' }, []);
  }

  close(): void {
    this.#port.close();
  }

  #receive(message: CaptureMessage): void {
    switch (message.kind) {
      case 'frames':
        this.#take(message);
        this.time.heard(message.atMs);
        this.#reply({ kind: 'buffer', samples: message.samples }, [message.samples.buffer]);
        break;
      case 'no-input':
        this.time.heard(message.atMs);
        if (message.currentFrame < this.#clock) break;
        this.#processor.process([], message.currentFrame);
        this.#clock = message.currentFrame + 1;
        break;
      case 'end':
        this.#end(this.endAt(message.currentFrame));
        break;
    }
  }

  #take({ currentFrame, frames, samples }: Extract<CaptureMessage, { kind: 'frames' }>): void {
    // The place of these frames has been passed, and they were counted as missing.
    if (currentFrame < this.#clock) return;
    if (this.#reader.available() + frames > this.#reader.capacityFrames) this.#makeRoom();
    const planes = Array.from({ length: this.#channels }, (_, channel) =>
      samples.subarray(channel * BATCH_FRAMES, channel * BATCH_FRAMES + frames),
    );
    this.#processor.process(planes, currentFrame);
    this.#clock = currentFrame + frames;
  }

  /**
   * Ends the ring at `cursor`. Frames after it, which the audio thread sent before it received the end, are removed
   * unless the drain has taken them already.
   */
  #end(cursor: number): void {
    const { words } = this.#reader;
    const surplus = Math.min(cursorDistance(cursor, this.received()), this.#reader.available());
    if (surplus > 0) Atomics.store(words, RING_WORD.write, cursorAdvance(this.received(), -surplus));
    Atomics.store(words, RING_WORD.state, RING_STATE.ended);
  }

  #reply(reply: CaptureReply, transfer: ArrayBuffer[]): void {
    this.#port.postMessage(reply, transfer);
  }
}
