import { cutText } from '../../shared/base/cut-text.ts';
import { checkedText } from '../../shared/base/refused.ts';
import { asCapstanError, type CapstanError } from '../../shared/base/errors.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { Moment } from '../../shared/journal/capture-link.ts';
import type { Marker, TakeSpec } from '../../shared/take/take-events.ts';
import { checkedSignal } from '../base/checked-signal.ts';
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
import { MAX_LABEL_LENGTH } from '../../shared/take/take-name.ts';
import { completeTake } from './take-completion.ts';
import { TakeNotices } from './take-notices.ts';

/** How long a stop waits for frames still in flight; a microphone that is gone sends none. */
const STOP_PATIENCE_MS = 250;

/** What `begin` needs to start a take on an open microphone. */
export interface TakeBegin {
  readonly takeId: string;
  readonly failover: FailoverOptions;
  /** Locks the take against other tabs. Resolves to a function that releases it. */
  readonly acquire: () => Promise<() => void>;
  /** Makes the journal start writing the take, and resolves with what it wrote. Heeds the signal until then. */
  readonly write: (signal: AbortSignal) => Promise<TakeSpec>;
  readonly signal: AbortSignal | undefined;
  /** Whether the take is new: if it is given up too late to leave it unwritten, it is deleted. */
  readonly isNew: boolean;
}

/** The recorder's parts that a take needs. */
interface Parts {
  readonly machine: StateMachine;
  readonly standby: Standby;
  readonly captures: CaptureSwitch;
  readonly journal: JournalClient;
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
}

/** The transport, as on a tape machine: begins, pauses and stops takes, and stops a take that cannot continue. */
export class Transport {
  readonly #parts: Parts;
  readonly #tell: Tell;
  readonly #notices: TakeNotices;
  /** Takes whose journal is finished, and whose encoder is not. */
  readonly completing = new Set<LiveTake>();
  /** Why the latest journal ended. */
  #journalDeath: CapstanError | undefined;

  constructor(parts: Parts, tell: Tell) {
    this.#parts = parts;
    this.#tell = tell;
    this.#notices = new TakeNotices(parts.machine, tell, (reason) => void this.#endByItself(reason));
    parts.journal.listen({
      notice: (notice) => this.#notices.hear(notice),
      died: (error) => this.#journalDied(error),
    });
  }

  /** Enters `opening`, then `recording`. On failure, a microphone held open returns to `armed`; any other is closed. */
  async begin(
    session: Session,
    { takeId, failover: options, acquire, write, signal: caller, isNew }: TakeBegin,
  ): Promise<void> {
    const { machine, standby, captures, journal, takes, core } = this.#parts;
    session.clearTake();
    const signal = machine.open(caller);
    const free = await standby.attempt(session, acquire);
    this.#notices.hold(takeId);
    let spec: TakeSpec | undefined;
    let summary: JournalSummary | undefined;
    try {
      spec = await write(signal);
      // A journal that died since it answered has closed the microphone, and nobody was waiting for it.
      if (this.#journalDeath !== undefined && !captures.holds(session)) throw this.#journalDeath;
      if (signal.aborted) summary = await journal.finish(session.moment(), 0, 0, 0);
      signal.throwIfAborted();
    } catch (error) {
      const isWritten = spec !== undefined && signal.aborted;
      if (summary !== undefined && !isNew) {
        this.#completeUnasked(new LiveTake(spec!, free, core, journal, takes), summary);
      } else {
        if (isWritten) await journal.release(takeId).catch(() => {});
        free();
        if (isWritten && isNew) await takes.delete(takeId).catch(() => {});
      }
      this.#notices.release();
      await standby.settle(session);
      signal.throwIfAborted();
      throw asCapstanError(error, 'storage-failed');
    }
    const take = new LiveTake(spec, free, core, journal, takes, (error) =>
      this.#tell('encodingDeferred', error),
    );
    const failover = this.#watch(session, options);
    machine.enter({ kind: 'recording', session, take, failover });
    // The microphone may have been lost, and notices may have arrived, while the take was being opened.
    if (session.lost !== undefined) void failover.lost(session.lost);
    this.#notices.release();
  }

  async pause(): Promise<void> {
    const { machine, journal } = this.#parts;
    const phase = machine.inTake('pause', ['recording']);
    // Sent before the state is told: a listener may resume or stop at once.
    const sent = journal.pause(phase.session.moment(), phase.session.tailFrames);
    machine.enter({ ...phase, kind: 'paused' });
    await sent;
  }

  async resume(): Promise<void> {
    const { machine, journal } = this.#parts;
    const phase = machine.inTake('resume', ['paused']);
    const sent = journal.resume(phase.session.moment());
    machine.enter({ ...phase, kind: 'recording' });
    await sent;
  }

  async addMarker(label: string): Promise<Marker> {
    const { machine, journal } = this.#parts;
    const { session } = machine.inTake('addMarker', ['recording', 'paused']);
    return journal.marker(session.moment(), storedLabel(label));
  }

  async nameMarker(marker: Marker, label: string): Promise<Marker> {
    const { machine, journal } = this.#parts;
    machine.inTake('nameMarker', ['recording', 'paused']);
    return journal.nameMarker(marker, storedLabel(label));
  }

  async stop(given?: AbortSignal): Promise<Take> {
    const { machine } = this.#parts;
    const phase = machine.inTake('stop', ['recording', 'paused']);
    // Before anything stops: a call that is refused leaves the take as it is.
    const signal = checkedSignal(given);
    const { session, take } = phase;
    // Read before anything else, so that it is the moment of the click.
    const at = session.moment();
    const { tailFrames } = session;
    phase.failover.end();
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
    // Once a lost microphone is closed, all of its frames have arrived. How its capture paths (ways) ended tells the
    // journal which of those frames are real and which are zeros that the browser put in.
    if (session.lost !== undefined) await session.source.close().catch(() => {});
    // The time that closing took must not count as time the microphone was away.
    const agoMs = performance.now() - stoppedMs;
    let summary: JournalSummary;
    try {
      summary = await journal.finish(at, tailFrames, STOP_PATIENCE_MS, agoMs);
    } catch (error) {
      take.abandon();
      await standby.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    this.completing.add(take);
    // The microphone closes while the encoder finishes.
    const settled = standby.settle(session);
    let finished: Take;
    try {
      finished = await this.#complete(take, summary, signal);
    } finally {
      await settled;
    }
    this.#tell('take', finished);
    return finished;
  }

  /** A take whose continuing was given up keeps what was added, and its encoded file is made anew. Nobody waits for it. */
  #completeUnasked(take: LiveTake, summary: JournalSummary): void {
    this.completing.add(take);
    this.#complete(take, summary).then(
      (finished) => this.#tell('take', finished),
      () => {
        // Its WAV is there.
      },
    );
  }

  /** Waits for the files of a take that is among the `completing` ones. */
  async #complete(take: LiveTake, summary: JournalSummary, signal?: AbortSignal): Promise<Take> {
    try {
      return await completeTake(take, summary, (progress) => this.#tell('encoding', progress), signal);
    } catch (error) {
      take.abandon();
      throw error;
    } finally {
      this.completing.delete(take);
    }
  }

  #watch(session: Session, options: FailoverOptions): CaptureFailover {
    const { machine } = this.#parts;
    return new CaptureFailover(session, this.#parts, options, {
      tell: (event) => {
        this.#tell('source', event);
        machine.tell();
      },
      giveUp: (reason) => void this.#endByItself(reason),
    });
  }

  /** Ends the take at what was captured, and emits the reason. */
  async #endByItself(reason: CapstanError): Promise<void> {
    const { machine } = this.#parts;
    const { phase } = machine;
    if (phase.kind !== 'recording' && phase.kind !== 'paused') return;
    const at = phase.session.moment();
    phase.failover.end();
    machine.enter({ ...phase, kind: 'stopping' });
    this.#tell('error', reason);
    try {
      await this.#finish(phase.session, phase.take, { at, tailFrames: 0 });
    } catch (error) {
      this.#tell('error', asCapstanError(error, 'storage-failed'));
    }
  }

  /** Closes the microphone at once. Calls waiting for the journal are rejected, and their callers clean up the rest. */
  #journalDied(error: CapstanError): void {
    const { machine, captures } = this.#parts;
    this.#journalDeath = error;
    captures.journalDied(error);
    for (const take of this.completing) take.journalDied(error);
    const { phase } = machine;
    switch (phase.kind) {
      case 'recording':
      case 'paused':
        phase.failover.end();
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

/** Throws `invalid-option` unless it is a text. */
function storedLabel(label: string): string {
  return cutText(checkedText('label', label).trim(), MAX_LABEL_LENGTH);
}
