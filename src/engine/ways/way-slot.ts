import { asCapstanError, CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import { pause } from '../base/deadline.ts';
import type { OpenWay } from './open-way.ts';

/** A way that dies again and again is opened at longer and longer intervals, the first time at once. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** After so long it is not the same trouble any more. */
const STEADY_MS = 30_000;

/** What opening once more does not change. */
const FINAL: readonly ErrorCode[] = ['mic-rate-refused', 'unsupported-browser'];

type SlotState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly way: OpenWay; readonly close: (why: Reason) => void }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'ended' };

/** `anew`: and opened again. */
type Reason = { readonly kind: 'anew'; readonly reason: CapstanError } | { readonly kind: 'for good' };

interface Outcome {
  resolve(): void;
  reject(reason: unknown): void;
}

export interface SlotListener {
  /** Frames flow. Returns whether the way is wanted; else it is closed for good. */
  opened(way: OpenWay): boolean;
  /** It is about to be closed. */
  closed(way: OpenWay, reason: CapstanError | undefined): void;
}

/** Keeps one way of a microphone open, until the signal is aborted: never two at once, because it is a single loop. */
export class WaySlot {
  /** How the first opening ended. */
  readonly first: Promise<void>;
  /** Resolves when nothing of it is open, and nothing will be. */
  readonly done: Promise<void>;
  readonly #open: (signal: AbortSignal) => Promise<OpenWay>;
  readonly #listener: SlotListener;
  readonly #signal: AbortSignal;
  #state: SlotState = { kind: 'opening' };
  #pauseMs = 0;

  /** Opens at once: the first call of `open` is made before this returns. */
  constructor(open: (signal: AbortSignal) => Promise<OpenWay>, listener: SlotListener, signal: AbortSignal) {
    this.#open = open;
    this.#listener = listener;
    this.#signal = signal;
    let first: Outcome;
    this.first = new Promise((resolve, reject) => (first = { resolve, reject }));
    this.first.catch(() => {});
    this.done = this.#run(first!);
  }

  /** What flows is closed and opened anew. */
  renew(reason: CapstanError): void {
    if (this.#state.kind === 'open') this.#state.close({ kind: 'anew', reason });
  }

  /** What flows is closed, and nothing is opened any more. */
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

  /** Returns whether it is to be opened again. */
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

/** Whether the slot came to its end because the microphone did. */
function isLost(reason: unknown): boolean {
  return reason instanceof CapstanError && reason.code === 'mic-lost';
}
