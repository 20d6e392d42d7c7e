import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import { assertCanRecord, detectCapabilities } from '../base/capabilities.ts';
import type { SourceChange } from '../capture/capture-source.ts';
import type { Asked, Session } from '../capture/session.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import type { CaptureSwitch } from '../opening/capture-switch.ts';
import type { Tell } from './recorder-state.ts';
import type { StateMachine } from './state-machine.ts';

/** The recorder's microphone: opened for one take, or held open between takes. */
export class Standby {
  readonly #machine: StateMachine;
  readonly #captures: CaptureSwitch;
  readonly #tell: Tell;

  constructor(machine: StateMachine, captures: CaptureSwitch, tell: Tell) {
    this.#machine = machine;
    this.#captures = captures;
    this.#tell = tell;
  }

  /** Opens the microphone and enters `armed`. */
  async arm(request: MicrophoneRequest, asked: Asked): Promise<void> {
    const session = await this.open(request, asked);
    if (session.lost === undefined) return this.#machine.enter({ kind: 'armed', session });
    await this.close();
    throw session.lost;
  }

  /** Enters `opening`, and leaves the next phase to the caller. On failure, enters `idle`, or goes back to standby. */
  async open(request: MicrophoneRequest, asked: Asked): Promise<Session> {
    const signal = this.#machine.open(request.signal);
    try {
      assertCanRecord(detectCapabilities());
      const session = await this.#captures.open({ ...request, signal }, asked);
      session.listen((change) => this.#sourceChanged(session, change));
      return session;
    } catch (error) {
      if (asked.standby === undefined) this.#machine.enter({ kind: 'idle' });
      else void this.#rearm(asked.standby);
      signal.throwIfAborted();
      // What the microphone itself refused has its code.
      throw asCapstanError(error, 'worker-crashed');
    }
  }

  /** Runs one step of beginning a take. On failure, settles the open microphone, or enters `idle` if none is open. */
  async attempt<Result>(session: Session | undefined, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (session === undefined) this.#machine.enter({ kind: 'idle' });
      else await this.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
  }

  /** After a take: returns to `armed` if a microphone is to stay open, else closes it. */
  async settle(session: Session): Promise<void> {
    const { asked } = session;
    const held = asked.held ? asked : asked.standby;
    if (held === undefined || session.lost !== undefined || !this.#captures.holds(session))
      await this.close();
    else if (held !== asked || session.strayed) void this.#rearm(held);
    else this.#machine.enter({ kind: 'armed', session });
  }

  /** Releases the device at once. A start that follows waits until the rest is closed. */
  async close(): Promise<void> {
    const closed = this.#captures.close();
    this.#machine.enter({ kind: 'idle' });
    await closed;
  }

  /** The take was recorded on another microphone: reopens the one to hold open. No caller awaits this. */
  async #rearm(asked: Asked): Promise<void> {
    try {
      await this.arm(asked, asked);
    } catch (error) {
      const failure = error as CapstanError;
      if (failure.code !== 'given-up') this.#tell('error', failure);
    }
  }

  #sourceChanged(session: Session, change: SourceChange): void {
    if (this.#machine.session !== session) return;
    switch (change.kind) {
      case 'lost':
        this.#lost(change.reason);
        break;
      case 'ways':
        this.#machine.tell();
        break;
      case 'foreign':
        this.#tell('source', change);
        break;
    }
  }

  #lost(reason: CapstanError): void {
    const { phase } = this.#machine;
    switch (phase.kind) {
      case 'armed':
        this.#tell('error', reason);
        void this.close();
        break;
      case 'recording':
      case 'paused':
        void phase.failover.lost(reason);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }
}
