import { cursorAdvance, cursorDistance } from '../../shared/base/cursor.ts';
import type { Moment, PortLink } from '../../shared/journal/capture-link.ts';
import {
  createLocalStatusBlock,
  StatusBlock,
  type StatusMessage,
} from '../../shared/journal/status-block.ts';
import { CaptureDrain } from '../drain/capture-drain.ts';
import type { Intake } from '../drain/intake.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { PortCapture } from './port-capture.ts';

/** How long frames wait for the drain, as with shared memory, and how often the page receives the status. */
const DRAIN_INTERVAL_MS = 50;

/** How far the moment that a command names may be ahead of the frames that should have arrived by now. */
const MAX_AHEAD_SECONDS = 1;
/** A closed source has sent everything once no frame has arrived for this long. */
const SETTLED_MS = 50;
/** How long to wait for the first frames. A source is open once they flow. */
const BEGIN_PATIENCE_MS = 1000;
/** A wait is over after this many checks in a row that found no new frame. */
const QUIET_LOOKS = 5;

/**
 * A capture without shared memory, and what drives its drain: the audio thread's messages, which a hidden page does not
 * slow down. A timer drives it too, in case none arrive.
 */
export class PortSession implements Intake {
  readonly drain: CaptureDrain;
  /** Resolves with the first frames, or without them after `BEGIN_PATIENCE_MS`. */
  readonly begun: Promise<void>;
  readonly #capture: PortCapture;
  readonly #sampleRate: number;
  readonly #status = new StatusBlock(createLocalStatusBlock());
  readonly #id: number;
  readonly #turn: () => boolean;
  readonly #onStatus: (status: StatusMessage) => unknown;
  readonly #timer: ReturnType<typeof setInterval>;
  #turnedMs = performance.now();
  #telling = false;
  #begin: () => void = () => {};

  /**
   * @param turn runs one turn of the journal; returns whether there is more to move at once
   * @param onStatus receives what is new in the status block; it is not called again before it has answered
   */
  constructor(
    link: PortLink,
    kernels: Kernels,
    keepFrames: number,
    turn: () => boolean,
    onStatus: (status: StatusMessage) => unknown,
  ) {
    this.#id = link.id;
    this.#turn = turn;
    this.#onStatus = onStatus;
    this.#sampleRate = link.sampleRate;
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
      setTimeout(resolve, BEGIN_PATIENCE_MS);
    });
    this.#capture = new PortCapture(
      link,
      () => this.#drive(),
      () => this.#received(),
    );
    this.drain = new CaptureDrain(this.#capture.ring, kernels, this.#status, {
      sampleRate: link.sampleRate,
      keepFrames,
      time: this.#capture.time,
    });
    this.#timer = setInterval(() => {
      this.#capture.time.waited();
      this.#drive();
    }, DRAIN_INTERVAL_MS);
  }

  /** The ring's cursor for a moment of the render clock. */
  cursorAt(moment: Moment): number {
    if (moment.length === 0) return 0;
    const clock = this.#clockOf(moment);
    return clock === undefined ? this.#capture.received() : this.#near(this.#capture.cursorAt(clock));
  }

  /** The ring's cursor `tailFrames` frames after a moment that ends a stretch. */
  endAt(moment: Moment, tailFrames: number): number {
    const clock = this.#clockOf(moment);
    return clock === undefined
      ? this.#capture.received()
      : this.#near(this.#capture.endAt(cursorAdvance(clock, tailFrames)));
  }

  turn(): boolean {
    return this.drain.turn();
  }

  write(): void {
    this.drain.flush();
  }

  /** Requests the last frames, which wait at the audio thread. */
  flush(): void {
    this.#capture.flush();
  }

  /**
   * Calls `listener` once no frame has arrived for `ms` milliseconds, unless the returned function is called first. A
   * worker that stood still finds the time over while the frames are still in its queue. So it checks several times,
   * and receives messages between the checks. It also requests the part of a message that an audio thread has left when
   * it stands still.
   */
  onQuiet(ms: number, listener: () => void): () => void {
    let seen = this.#capture.received();
    let quietLooks = 0;
    const timer = setInterval(() => {
      const received = this.#capture.received();
      quietLooks = received === seen ? quietLooks + 1 : 0;
      seen = received;
      if (quietLooks === 1) this.flush();
      if (quietLooks === QUIET_LOOKS) listener();
    }, ms / QUIET_LOOKS);
    return () => clearInterval(timer);
  }

  /** Resolves when everything that a closed source sent has arrived. */
  settled(): Promise<void> {
    if (this.drain.ended) return Promise.resolve();
    return new Promise((resolve) => {
      const end = this.onQuiet(SETTLED_MS, () => {
        end();
        resolve();
      });
    });
  }

  /** Resets the take's figures: what the page receives from now on belongs to the next take. */
  clearTake(): void {
    this.#status.clearTake();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#capture.close();
  }

  /**
   * Limits how far ahead a cursor is. A moment that no frame can have reached by now, such as one of another source's
   * clock, would be waited for.
   */
  #near(cursor: number): number {
    const received = this.#capture.received();
    const dueSeconds = this.#capture.time.behindMs() / 1000 + MAX_AHEAD_SECONDS;
    const ahead = Math.min(cursorDistance(received, cursor), Math.round(dueSeconds * this.#sampleRate));
    return cursorAdvance(received, ahead);
  }

  #clockOf(moment: Moment): number | undefined {
    return moment.find(({ way }) => way === this.#id)?.cursor;
  }

  #received(): void {
    if (this.#capture.received() !== 0) this.#begin();
    const due = performance.now() - this.#turnedMs >= DRAIN_INTERVAL_MS;
    if (due || this.drain.waiting) this.#drive();
  }

  #drive(): void {
    this.#turnedMs = performance.now();
    while (this.#turn());
    void this.#tell();
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      await this.#onStatus(this.#status.message());
    } finally {
      this.#telling = false;
    }
  }
}
