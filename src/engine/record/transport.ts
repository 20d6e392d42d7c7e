import { cutText } from '../../shared/base/cut-text.ts';
import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { Moment } from '../../shared/journal/capture-link.ts';
import type { Marker, TakeSpec } from '../../shared/take/take-events.ts';
import type { Session } from '../capture/session.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import { CaptureFailover, type FailoverOptions } from '../failover/capture-failover.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { CaptureSwitch } from '../opening/capture-switch.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import { LiveTake } from './live-take.ts';
import type { Tell } from './recorder-state.ts';
import type { Standby } from './standby.ts';
import type { StateMachine } from './state-machine.ts';
import { completeTake } from './take-completion.ts';
import { TakeNotices } from './take-notices.ts';

/** How long a stop waits for frames still on their way; a microphone that is gone sends none. */
const STOP_PATIENCE_MS = 250;
const MAX_LABEL_LENGTH = 200;

/** How a take is begun on an open microphone. */
export interface TakeBegin {
  readonly spec: TakeSpec;
  readonly kept: FailoverOptions;
  /** Keeps other tabs from it. Resolves to what lets it go. */
  readonly acquire: () => Promise<() => void>;
  /** Has the journal write it from now on. */
  readonly write: () => Promise<void>;
}

/** The recorder's parts that takes run on. */
interface Parts {
  readonly machine: StateMachine;
  readonly standby: Standby;
  readonly captures: CaptureSwitch;
  readonly journal: JournalClient;
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
}

/** As a tape machine's: takes are begun, paused and stopped by it, and it stops by itself where one cannot go on. */
export class Transport {
  readonly #parts: Parts;
  readonly #tell: Tell;
  readonly #notices: TakeNotices;

  constructor(parts: Parts, tell: Tell) {
    this.#parts = parts;
    this.#tell = tell;
    this.#notices = new TakeNotices(parts.machine, tell, (reason) => void this.#endByItself(reason));
    parts.journal.listen({
      notice: (notice) => this.#notices.hear(notice),
      died: (error) => this.#journalDied(error),
    });
  }

  /** The phase is `opening` from here to `recording`; where it fails, the microphone is as it was. */
  async begin(session: Session, { spec, kept, acquire: acquire, write }: TakeBegin): Promise<void> {
    const { machine, standby, journal, takes, core } = this.#parts;
    session.clearTake();
    machine.enter({ kind: 'opening' });
    const free = await standby.attempt(session, acquire);
    this.#notices.hold(spec.id);
    try {
      await write();
    } catch (error) {
      free();
      this.#notices.release();
      await standby.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    const take = new LiveTake(spec, free, core, journal, takes, (error) =>
      this.#tell('encodingDeferred', error),
    );
    const keeper = this.#keep(session, kept);
    machine.enter({ kind: 'recording', session, take, keeper });
    // Both may have happened while the take was being opened.
    if (session.lost !== undefined) void keeper.lost(session.lost);
    this.#notices.release();
  }

  async pause(): Promise<void> {
    const { machine, journal } = this.#parts;
    const phase = machine.inTake('pause', ['recording']);
    machine.enter({ ...phase, kind: 'paused' });
    await journal.pause(phase.session.moment(), phase.session.tailFrames);
  }

  async resume(): Promise<void> {
    const { machine, journal } = this.#parts;
    const phase = machine.inTake('resume', ['paused']);
    machine.enter({ ...phase, kind: 'recording' });
    await journal.resume(phase.session.moment());
  }

  async addMarker(label: string): Promise<Marker> {
    const { machine, journal } = this.#parts;
    const { session } = machine.inTake('addMarker', ['recording', 'paused']);
    return journal.marker(session.moment(), cutText(label.trim(), MAX_LABEL_LENGTH));
  }

  async stop(signal?: AbortSignal): Promise<Take> {
    const { machine } = this.#parts;
    const phase = machine.inTake('stop', ['recording', 'paused']);
    const { session, take } = phase;
    // Read before anything else is done: this is the moment of the click.
    const at = session.moment();
    const { tailFrames } = session;
    phase.keeper.end();
    machine.enter({ ...phase, kind: 'stopping' });
    return this.#finish(session, take, { at, tailFrames }, signal);
  }

  async #finish(
    session: Session,
    take: LiveTake,
    { at, tailFrames }: { at: Moment; tailFrames: number },
    signal?: AbortSignal,
  ): Promise<Take> {
    const { standby, journal } = this.#parts;
    const stoppedMs = performance.now();
    // Of a microphone that went away all has come once it is closed; the journal tells by its ends what is sound.
    if (session.lost !== undefined) await session.source.close();
    // It was not away for longer because it is slow to close.
    const agoMs = performance.now() - stoppedMs;
    let summary: JournalSummary;
    try {
      summary = await journal.finish(at, tailFrames, STOP_PATIENCE_MS, agoMs);
    } catch (error) {
      take.abandon();
      await standby.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    // The microphone closes while the encoder ends.
    const settled = standby.settle(session);
    const finished = await completeTake(
      take,
      summary,
      (progress) => this.#tell('encoding', progress),
      signal,
    ).finally(() => settled);
    this.#tell('take', finished);
    return finished;
  }

  #keep(session: Session, options: FailoverOptions): CaptureFailover {
    const { machine } = this.#parts;
    return new CaptureFailover(session, this.#parts, options, {
      tell: (event) => {
        this.#tell('source', event);
        machine.tell();
      },
      giveUp: (reason) => void this.#endByItself(reason),
    });
  }

  /** Closes the take at what was captured, and says why. */
  async #endByItself(reason: CapstanError): Promise<void> {
    const { machine } = this.#parts;
    const { phase } = machine;
    if (phase.kind !== 'recording' && phase.kind !== 'paused') return;
    const at = phase.session.moment();
    phase.keeper.end();
    machine.enter({ ...phase, kind: 'stopping' });
    this.#tell('error', reason);
    try {
      await this.#finish(phase.session, phase.take, { at, tailFrames: 0 });
    } catch (error) {
      this.#tell('error', asCapstanError(error, 'storage-failed'));
    }
  }

  /** The microphone is closed at once. A call that waits for the journal is rejected, and puts the rest in order. */
  #journalDied(error: CapstanError): void {
    const { machine, captures } = this.#parts;
    captures.journalDied(error);
    const { phase } = machine;
    switch (phase.kind) {
      case 'recording':
      case 'paused':
        phase.keeper.end();
        phase.take.abandon();
        machine.enter({ kind: 'idle' });
        this.#tell('error', error);
        break;
      case 'armed':
        machine.enter({ kind: 'idle' });
        this.#tell('error', error);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }
}
