import { CapstanError } from '../../shared/base/errors.ts';
import type { Session } from '../capture/session.ts';
import type { LiveTake } from './live-take.ts';
import { stateOf, type Phase, type TakePhase } from './recorder-phase.ts';
import type { RecorderState, Tell } from './recorder-state.ts';

/** The phase that a recorder is in. What its users see of it is told when it changes. */
export class StateMachine {
  readonly #tell: Tell;
  #phase: Phase = { kind: 'idle' };

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get state(): RecorderState {
    return stateOf(this.#phase);
  }

  /** The open microphone; while it is opened there is none. */
  get session(): Session | undefined {
    return 'session' in this.#phase ? this.#phase.session : undefined;
  }

  /** The take that is recorded, paused or finished. */
  get take(): LiveTake | undefined {
    return 'take' in this.#phase ? this.#phase.take : undefined;
  }

  /** Throws `wrong-state` unless the phase is one of those. */
  assert(action: string, kinds: readonly Phase['kind'][]): void {
    const { kind } = this.#phase;
    if (kinds.includes(kind)) return;
    throw new CapstanError('wrong-state', `${action} needs ${kinds.join(' or ')}; the recorder is ${kind}`);
  }

  /** The phase, which is one of those; throws `wrong-state` where it is none. */
  inTake(action: string, kinds: readonly TakePhase['kind'][]): TakePhase {
    this.assert(action, kinds);
    return this.#phase as TakePhase;
  }

  enter(phase: Phase): void {
    const before = this.#phase;
    this.#phase = phase;
    // With no microphone in it, a phase that is entered again says nothing new.
    if (phase.kind !== before.kind || 'session' in phase) this.tell();
  }

  /** The phase is the same, and what is in it has changed. */
  tell(): void {
    this.#tell('state', this.state);
  }
}
