import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import { isAbort } from '../base/deadline.ts';
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

  /** Opens the microphone that is held open. */
  async arm(request: MicrophoneRequest, asked: Asked): Promise<void> {
    const session = await this.open(request, asked);
    if (session.lost === undefined) return this.#machine.enter({ kind: 'armed', session });
    await this.close();
    throw session.lost;
  }

  /** The phase is `opening` from here to whatever the caller enters; `idle` where it fails. */
  async open(request: MicrophoneRequest, asked: Asked): Promise<Session> {
    this.#machine.enter({ kind: 'opening' });
    try {
      assertCanRecord(detectCapabilities());
      const session = await this.#captures.open(request, asked);
      session.listen((change) => this.#sourceChanged(session, change));
      return session;
    } catch (error) {
      this.#machine.enter({ kind: 'idle' });
      throw isAbort(error) ? error : asCapstanError(error, 'mic-failed');
    }
  }

  /** Something on the way into a take; when it fails, the microphone is as it was. */
  async attempt<Result>(session: Session | undefined, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (session === undefined) this.#machine.enter({ kind: 'idle' });
      else await this.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
  }

  /** After a take: back to armed where the microphone is held open, else it is closed. */
  async settle(session: Session): Promise<void> {
    const { asked } = session;
    if (!asked.held || session.lost !== undefined || !this.#captures.holds(session)) await this.close();
    else if (session.strayed) void this.#rearm(asked);
    else this.#machine.enter({ kind: 'armed', session });
  }

  /** The device is let go at once; a start that comes now waits for the rest. */
  async close(): Promise<void> {
    const closed = this.#captures.close();
    this.#machine.enter({ kind: 'idle' });
    await closed;
  }

  /** The take went on with another microphone: the next one is to have the one that was asked for. Nobody waits for it. */
  async #rearm(asked: Asked): Promise<void> {
    const { deviceId, capture } = asked;
    try {
      await this.arm({ deviceId, capture }, asked);
    } catch (error) {
      this.#tell('error', asCapstanError(error, 'mic-failed'));
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
        void phase.keeper.lost(reason);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }
}
