import { createMacrotask } from '../base/macrotask.ts';
import type { TakeJournal } from '../take/take-journal.ts';
import type { IntakeSwitch } from './intake-switch.ts';

/** How long the loop sleeps when nobody wakes it: the meters' pace. With the drain's own pieces it bounds what a crash costs. */
const DRAIN_INTERVAL_MS = 50;
/** The same while a command waits for its frame, or where there is no word that a caller could bump. */
const COMMAND_INTERVAL_MS = 2;
/** A call wakes, but its message may come later than that: for so long it is looked for in every turn. */
const CALL_WITHIN_MS = 100;
/** Every so many turns that nobody woke, the event loop has its turn all the same. */
const QUIET_TURNS = 4;

/**
 * Drains the ring, writes the take and feeds the encoders, turn by turn, and sleeps between the turns. A capture by port
 * turns it by its messages (`PortSession`); the loop then runs for the encoders alone.
 */
export class JournalLoop {
  readonly #intakes: IntakeSwitch;
  readonly #takes: ReadonlyMap<string, TakeJournal>;
  readonly #macrotask = createMacrotask();
  /** Bumped by whoever calls; undefined where no memory is shared. */
  #wake: Int32Array | undefined;
  #running = false;
  /** Calls that wait for the storage: every step of theirs needs a turn of the event loop. */
  #waitingCalls = 0;
  #failure: unknown;

  constructor(intakes: IntakeSwitch, takes: ReadonlyMap<string, TakeJournal>) {
    this.#intakes = intakes;
    this.#takes = takes;
  }

  /** @param wake one word of shared memory, which whoever calls bumps */
  wakeBy(wake: SharedArrayBuffer | undefined): void {
    this.#wake = wake && new Int32Array(wake);
  }

  /** Runs for as long as there is something to look after. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  /** Returns whether there is more to do at once. */
  turn(): boolean {
    const { intake } = this.#intakes;
    // A sync takes its time: what came before it is written first.
    if (intake?.drain.take?.syncDue === true) intake.write();
    let more = intake?.turn() ?? false;
    for (const take of this.#takes.values()) more = take.turn() || more;
    return more;
  }

  /** Runs something that waits for the storage; the loop does not sleep meanwhile. */
  async unhindered<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waitingCalls++;
    try {
      return await work();
    } finally {
      this.#waitingCalls--;
    }
  }

  async #run(): Promise<void> {
    // Without shared memory there is nothing to be woken by, and this one is waited on for a moment at a time.
    const words = this.#wake ?? new Int32Array(new SharedArrayBuffer(4));
    try {
      let heard = Atomics.load(words, 0);
      // Whoever started the loop waits for an answer.
      let calledMs = performance.now();
      let quietTurns = 0;
      while (this.#intakes.byRings || this.#feeding()) {
        const called = performance.now() - calledMs < CALL_WITHIN_MS;
        const busy = this.turn();
        // A word that was bumped while this loop did something else does not let it sleep.
        if (!busy) Atomics.wait(words, 0, heard, this.#pauseMs(called));
        const word = Atomics.load(words, 0);
        if (word !== heard) calledMs = performance.now();
        quietTurns = busy || word !== heard ? 0 : quietTurns + 1;
        heard = word;
        // Who calls wakes too, so a turn that nobody woke has no call to answer.
        if (called || this.#waitingCalls > 0 || quietTurns % QUIET_TURNS === 0) await this.#macrotask();
      }
    } catch (error) {
      // Nothing here is expected to throw; if it does, the page must hear of it: an unhandled error ends the worker's calls.
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
    for (const take of this.#takes.values()) if (take.feeding) return true;
    return false;
  }
}
