import { cursorAdvance, cursorDistance } from '../../shared/base/cursor.ts';
import type { Moment, PortLink } from '../../shared/journal/capture-link.ts';
import { createLocalStatusBlock, StatusBlock } from '../../shared/journal/status-block.ts';
import { CaptureDrain } from '../drain/capture-drain.ts';
import type { Intake } from '../drain/intake.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { PortCapture } from './port-capture.ts';

/** How long frames wait for the drain, as in shared memory; and how often the page hears. */
const DRAIN_INTERVAL_MS = 50;

/** By how much a moment that a command names may be ahead of the frames that should be there by now. */
const MAX_AHEAD_SECONDS = 1;
/** A source that was closed has sent all there is once no frame came for so long. */
const SETTLED_MS = 50;
/** How long the first frames are waited for; a source is open when they flow. */
const BEGIN_PATIENCE_MS = 1000;
/** A patience is over after so many looks that found no new frame. */
const QUIET_LOOKS = 5;

/**
 * A capture without shared memory, and what drives its drain: the audio thread's messages, which no hidden page slows
 * down. A timer stands in for them while none come.
 */
export class PortSession implements Intake {
  readonly drain: CaptureDrain;
  /** Resolves with the first frames. */
  readonly begun: Promise<void>;
  readonly #capture: PortCapture;
  readonly #sampleRate: number;
  readonly #status = new StatusBlock(createLocalStatusBlock());
  readonly #id: number;
  readonly #turn: () => boolean;
  readonly #onStatus: (values: Float64Array) => unknown;
  readonly #timer: ReturnType<typeof setInterval>;
  #turnedMs = performance.now();
  #telling = false;
  #begin: () => void = () => {};

  /**
   * @param turn one turn of the journal: whether more is to be moved at once
   * @param onStatus gets the status block's values; while it has not answered it is not called again
   */
  constructor(
    link: PortLink,
    kernels: Kernels,
    keepFrames: number,
    turn: () => boolean,
    onStatus: (values: Float64Array) => unknown,
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
    this.drain = new CaptureDrain(this.#capture.ring, kernels, this.#status, keepFrames, {
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

  /** The same for the end of a stretch. */
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

  /** Has the last frames sent that wait at the audio thread. */
  flush(): void {
    this.#capture.flush();
  }

  /**
   * Calls `listener` once no frame has come for `ms`, unless the returned function is called before. A worker that stood
   * still finds the time over and the frames behind it in its queue: so it looks several times, and takes messages
   * between the looks. What an audio thread that stands still has left of a message is asked for as well.
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

  /** Resolves when all that a closed source sent is here. */
  settled(): Promise<void> {
    if (this.drain.ended) return Promise.resolve();
    return new Promise((resolve) => {
      const end = this.onQuiet(SETTLED_MS, () => {
        end();
        resolve();
      });
    });
  }

  /** What the page is told from now on is of the next take. */
  clearTake(): void {
    this.#status.setTake(0, 0);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#capture.close();
  }

  /** A moment that no frame can have reached by now, as of another source's clock, would be waited for. */
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
      await this.#onStatus(this.#status.values);
    } finally {
      this.#telling = false;
    }
  }
}
