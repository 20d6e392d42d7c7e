import { createMacrotask } from '../base/macrotask.ts';
import type { TakeJournal } from '../take/take-journal.ts';
import type { IntakeSwitch } from './intake-switch.ts';

/**
 * How long the loop sleeps if nothing wakes it. It sets the meters' pace. Together with the length of the drain's
 * pieces it bounds what a crash costs.
 */
const DRAIN_INTERVAL_MS = 50;
/**
 * The same while a command waits for its frame, shortly after a call, or where there is no word that a caller could
 * bump.
 */
const COMMAND_INTERVAL_MS = 2;
/**
 * A call wakes the loop, but its message may arrive later. For this long, every turn gives the event loop a turn to
 * receive it.
 */
const CALL_WITHIN_MS = 100;
/** A longer turn had a backlog, and more has arrived meanwhile: the next turn follows shortly. */
const LONG_TURN_MS = 4;
/** After this many turns without a wake-up, the event loop gets a turn all the same. */
const QUIET_TURNS = 4;

/**
 * Drains the ring, writes the take and feeds the encoders, turn by turn, and sleeps between turns. A capture by port is
 * driven by its messages instead (`PortSession`); the loop then runs only if an encoder is being fed.
 */
export class JournalLoop {
  readonly #intakes: IntakeSwitch;
  readonly #takes: ReadonlyMap<string, TakeJournal>;
  readonly #macrotask = createMacrotask();
  /** Callers bump this word; undefined where no memory is shared. */
  #wake: Int32Array | undefined;
  #running = false;
  /** Number of calls that wait for the storage. Every step of such a call needs a turn of the event loop. */
  #waitingCalls = 0;
  #failure: unknown;

  constructor(intakes: IntakeSwitch, takes: ReadonlyMap<string, TakeJournal>) {
    this.#intakes = intakes;
    this.#takes = takes;
  }

  /** @param wake one word of shared memory, which callers bump */
  wakeBy(wake: SharedArrayBuffer | undefined): void {
    this.#wake = wake && new Int32Array(wake);
  }

  /** Starts the loop unless it is running. It runs as long as frames arrive in rings or an encoder is being fed. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  /** Runs one turn. Returns whether there is more to do at once. */
  turn(): boolean {
    const { intake } = this.#intakes;
    // A sync is slow: what arrived before it is written first.
    if (intake?.drain.take?.syncDue === true) intake.write();
    let more = intake?.turn() ?? false;
    for (const take of this.#takes.values()) more = take.turn() || more;
    return more;
  }

  /** Runs work that waits for the storage. The loop does not sleep meanwhile. */
  async unhindered<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waitingCalls++;
    try {
      return await work();
    } finally {
      this.#waitingCalls--;
    }
  }

  async #run(): Promise<void> {
    // Without shared memory nothing can wake the loop. It waits on this private word for a moment at a time.
    const words = this.#wake ?? new Int32Array(new SharedArrayBuffer(4));
    try {
      let heard = Atomics.load(words, 0);
      // The call that started the loop waits for an answer.
      let calledMs = performance.now();
      let quietTurns = 0;
      while (this.#intakes.byRings || this.#feeding()) {
        const nowMs = performance.now();
        const called = nowMs - calledMs < CALL_WITHIN_MS;
        const busy = this.turn();
        const long = performance.now() - nowMs > LONG_TURN_MS;
        // If the word was bumped while the loop did something else, it does not sleep.
        if (!busy) Atomics.wait(words, 0, heard, this.#pauseMs(called || long));
        const word = Atomics.load(words, 0);
        if (word !== heard) calledMs = performance.now();
        quietTurns = busy || word !== heard ? 0 : quietTurns + 1;
        heard = word;
        // A caller also wakes the loop, so a turn without a wake-up has no call to answer.
        if (called || this.#waitingCalls > 0 || quietTurns % QUIET_TURNS === 0) await this.#macrotask();
      }
    } catch (error) {
      // Nothing here is expected to throw. If it does, the page must be notified: an unhandled error ends the worker's
      // calls.
      this.#failure = error;
      setTimeout(() => {
        throw this.#failure;
      });
    } finally {
      this.#running = false;
    }
  }

  #pauseMs(called: boolean): number {
    if (this.#waitingCalls > 0) return 0;
    const idle = !called && this.#wake !== undefined && this.#intakes.intake?.drain.waiting !== true;
    return idle ? DRAIN_INTERVAL_MS : COMMAND_INTERVAL_MS;
  }

  #feeding(): boolean {
    for (const take of this.#takes.values()) if (take.feeds.any) return true;
    return false;
  }
}
