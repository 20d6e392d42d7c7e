import { CapstanError } from '../../shared/base/errors.ts';
import type { Session } from '../capture/session.ts';
import type { LiveTake } from './live-take.ts';
import { stateOf, type Phase, type TakePhase } from './recorder-phase.ts';
import type { RecorderState, Tell } from './recorder-state.ts';

/** Holds a recorder's phase, and emits the public state when it changes. */
export class StateMachine {
  readonly #tell: Tell;
  #phase: Phase = { kind: 'idle' };
  /** Ends the opening that runs, or the last one. */
  #opening = new AbortController();
  /** States that not every listener has heard yet. */
  #untold: RecorderState[] = [];

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get state(): RecorderState {
    return stateOf(this.#phase);
  }

  /** The open microphone's session; undefined while one is being opened. */
  get session(): Session | undefined {
    return 'session' in this.#phase ? this.#phase.session : undefined;
  }

  /** The take that is being recorded, paused or stopped. */
  get take(): LiveTake | undefined {
    return 'take' in this.#phase ? this.#phase.take : undefined;
  }

  /** Throws `wrong-state` unless the phase is one of `kinds`. */
  assert(action: string, kinds: readonly Phase['kind'][]): void {
    const { kind } = this.#phase;
    if (kinds.includes(kind)) return;
    throw new CapstanError('wrong-state', `${action} needs ${kinds.join(' or ')}; the recorder is ${kind}`);
  }

  /** The current phase. Throws `wrong-state` unless it is one of `kinds`. */
  inTake(action: string, kinds: readonly TakePhase['kind'][]): TakePhase {
    this.assert(action, kinds);
    return this.#phase as TakePhase;
  }

  /** Enters `opening`. What runs in it heeds the returned signal, which `giveUp` aborts, and so does the caller's. */
  open(caller: AbortSignal | undefined): AbortSignal {
    if (this.#phase.kind !== 'opening') this.#opening = new AbortController();
    this.enter({ kind: 'opening' });
    const { signal } = this.#opening;
    return AbortSignal.any([signal, caller ?? signal]);
  }

  /** Has an opening end with `given-up`. Returns whether that one still goes on. */
  giveUp(): () => boolean {
    const opening = this.#opening;
    opening.abort(new CapstanError('given-up'));
    return () => this.#phase.kind === 'opening' && this.#opening === opening;
  }

  enter(phase: Phase): void {
    const before = this.#phase;
    this.#phase = phase;
    // Re-entering a phase without a microphone changes nothing, so nothing is emitted.
    if (phase.kind !== before.kind || 'session' in phase) this.tell();
  }

  /**
   * Emits the state. Called directly when the phase is the same but its contents have changed. A state that a listener
   * brings about is emitted once all have heard the one before: the last that each of them hears is the present one.
   */
  tell(): void {
    if (this.#untold.push(this.state) > 1) return;
    for (const state of this.#untold) this.#tell('state', state);
    this.#untold = [];
  }
}
