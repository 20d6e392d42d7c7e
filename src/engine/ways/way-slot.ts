import { asCapstanError, CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import { pause } from '../base/deadline.ts';
import type { OpenWay } from './open-way.ts';

/** The capture path (way) is reopened at once the first time, then after pauses that double from 1 s to 30 s. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** A way that stayed open for longer than this starts over without a pause. */
const STEADY_MS = 30_000;

/** Errors that another attempt cannot change. */
const FINAL: readonly ErrorCode[] = ['mic-rate-refused', 'unsupported-browser'];

type SlotState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly way: OpenWay; readonly close: (why: Reason) => void }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'ended' };

/** Why a way is closed. `anew`: it is then reopened. */
type Reason = { readonly kind: 'anew'; readonly reason: CapstanError } | { readonly kind: 'for good' };

interface Outcome {
  resolve(): void;
  reject(reason: unknown): void;
}

export interface SlotListener {
  /** The way delivers frames. Returns whether it is wanted; if not, it is closed for good. */
  opened(way: OpenWay): boolean;
  /** The way is about to be closed. `reason` is undefined if it is closed for good. */
  closed(way: OpenWay, reason: CapstanError | undefined): void;
}

/** Keeps one way to a microphone open until the signal is aborted. A single loop, so never two of it at once. */
export class WaySlot {
  /** Settles with the outcome of the first opening. */
  readonly first: Promise<void>;
  /** Resolves when nothing is open and nothing more will be opened. */
  readonly done: Promise<void>;
  readonly #open: (signal: AbortSignal) => Promise<OpenWay>;
  readonly #listener: SlotListener;
  readonly #signal: AbortSignal;
  #state: SlotState = { kind: 'opening' };
  #pauseMs = 0;

  /** Calls `open` for the first time before it returns. */
  constructor(open: (signal: AbortSignal) => Promise<OpenWay>, listener: SlotListener, signal: AbortSignal) {
    this.#open = open;
    this.#listener = listener;
    this.#signal = signal;
    let first: Outcome;
    this.first = new Promise((resolve, reject) => (first = { resolve, reject }));
    this.first.catch(() => {});
    this.done = this.#run(first!);
  }

  /** Closes the open way and reopens it. */
  renew(reason: CapstanError): void {
    if (this.#state.kind === 'open') this.#state.close({ kind: 'anew', reason });
  }

  /** Closes the open way for good. */
  giveUp(): void {
    if (this.#state.kind === 'open') this.#state.close({ kind: 'for good' });
  }

  async #run(first: Outcome): Promise<void> {
    let goOn = true;
    while (goOn && !this.#signal.aborted) {
      this.#state = { kind: 'opening' };
      try {
        goOn = await this.#openOnce(() => first.resolve());
      } catch (error) {
        first.reject(error);
        goOn = !FINAL.includes(asCapstanError(error, 'mic-failed').code);
      }
      this.#state = { kind: 'pausing' };
      if (goOn && !this.#signal.aborted) await this.#pause();
    }
    first.reject(this.#signal.aborted ? this.#signal.reason : new CapstanError('mic-rate-refused'));
    this.#state = { kind: 'ended' };
  }

  /** Returns whether the way should be reopened. */
  async #openOnce(flows: () => void): Promise<boolean> {
    const way = await this.#open(this.#signal);
    if (this.#signal.aborted || !this.#listener.opened(way)) {
      way.lease.readerLetGo();
      await way.close('asked');
      return false;
    }
    flows();
    const since = performance.now();
    const why = await this.#untilClosed(way);
    if (performance.now() - since > STEADY_MS) this.#pauseMs = 0;
    this.#listener.closed(way, why.kind === 'anew' ? why.reason : undefined);
    await way.close(isLost(this.#signal.reason) ? 'gone' : 'asked');
    return why.kind === 'anew';
  }

  #untilClosed(way: OpenWay): Promise<Reason> {
    return new Promise((resolve) => {
      const over = () => close({ kind: 'for good' });
      const close = (why: Reason) => {
        this.#signal.removeEventListener('abort', over);
        resolve(why);
      };
      this.#state = { kind: 'open', way, close };
      this.#signal.addEventListener('abort', over);
      if (this.#signal.aborted) over();
      way.onDeath((reason) => close({ kind: 'anew', reason }));
    });
  }

  async #pause(): Promise<void> {
    if (this.#pauseMs > 0) await pause(this.#pauseMs, this.#signal);
    this.#pauseMs = Math.min(Math.max(2 * this.#pauseMs, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
  }
}

/** Whether the slot was stopped because the microphone was lost. */
function isLost(reason: unknown): boolean {
  return reason instanceof CapstanError && reason.code === 'mic-lost';
}
