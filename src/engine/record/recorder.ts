import { cutText } from '../../shared/base/cut-text.ts';
import { asCapstanError, CapstanError, fromErrorRecord } from '../../shared/base/errors.ts';
import type { JournalNotice, JournalSummary, Moment, TakeNotice } from '../../shared/journal/protocol.ts';
import type { ChannelLevel } from '../../shared/journal/status-block.ts';
import type { Marker, TakeSpec } from '../../shared/take/take-events.ts';
import type { OpenSource } from '../capture/capture-source.ts';
import { CaptureSwitch } from '../opening/capture-switch.ts';
import type { Converter } from '../convert/converter.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { LiveTake } from './live-take.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import type { ArmOptions, RecorderEvents, RecorderState, Tell } from './recorder-state.ts';
import type { Asked, Session } from '../capture/session.ts';
import { SourceKeeper, type KeeperOptions } from '../failover/source-keeper.ts';
import {
  checkedWays,
  checkPreRoll,
  keeperOptions,
  takeSpec,
  type ContinueOptions,
  type StartOptions,
} from './start-options.ts';
import { Standby } from './standby.ts';
import { StateMachine } from './state-machine.ts';
import { completeTake } from './take-completion.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import { checkedName } from '../takes/take-options.ts';
import { TypedEvents } from '../base/typed-events.ts';

/** How long a stop waits for frames still on their way; a microphone that is gone sends none. */
const STOP_PATIENCE_MS = 250;
const MAX_LABEL_LENGTH = 200;

/**
 * Records takes from a microphone. One recorder, one take at a time; encoding of an earlier take may go on while the
 * next is recorded.
 */
export class Recorder extends TypedEvents<RecorderEvents> {
  /** What its takes are called where `start` is given no name. */
  readonly name: string;
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
  readonly converter: Pick<Converter, 'convert'>;
  readonly #journal: JournalClient;
  readonly #captures: CaptureSwitch;
  readonly #prepareSource: (() => void) | undefined;
  readonly #machine: StateMachine;
  readonly #standby: Standby;
  /** Of the take that is being begun: what was said before the recorder could act on it. */
  #early: { readonly takeId: string; readonly notices: TakeNotice[] } | undefined;

  constructor(parts: {
    name: string;
    journal: JournalClient;
    takes: TakeLibrary;
    core: FfmpegCore;
    converter: Pick<Converter, 'convert'>;
    openSource: OpenSource;
  }) {
    super();
    this.name = checkedName(parts.name);
    this.converter = parts.converter;
    this.#journal = parts.journal;
    this.takes = parts.takes;
    this.core = parts.core;
    const tell: Tell = (name, event) => this.emit(name, event);
    this.#machine = new StateMachine(tell);
    this.#captures = new CaptureSwitch(parts.journal, parts.openSource);
    this.#standby = new Standby(this.#machine, this.#captures, tell);
    this.#prepareSource = parts.openSource.prepare;
    parts.journal.listen({
      notice: (notice) => this.#hear(notice),
      died: (error) => this.#journalDied(error),
    });
  }

  get state(): RecorderState {
    return this.#machine.state;
  }

  /**
   * Starts the workers that the next take needs. Nothing is asked for or opened; a start without it takes some 0.1 s longer.
   */
  prepare(): void {
    this.#journal.prepare();
    this.#prepareSource?.();
  }

  /** Opens the microphone and keeps it open, so that `start` is instantaneous and can reach back. */
  async arm(options: ArmOptions = {}): Promise<void> {
    this.#machine.assert('arm', ['idle']);
    const preRollSeconds = checkPreRoll(options.preRollSeconds);
    checkedWays(options.capture);
    await this.#standby.arm(options, {
      held: true,
      preRollSeconds,
      deviceId: options.deviceId,
      capture: options.capture,
    });
  }

  /** Closes a microphone that `arm` opened. */
  async disarm(): Promise<void> {
    if (this.#machine.phase.kind === 'armed') await this.#standby.close();
  }

  /**
   * Starts a take; opens the microphone where it is not open yet. Resolves once frames are being kept: those from the
   * call on if the microphone was open, else those from its first.
   */
  async start(asked: StartOptions): Promise<void> {
    const options = { ...asked, name: asked.name ?? this.name };
    this.#machine.assert('start', ['idle', 'armed']);
    // Read before anything is awaited: this is the moment of the click.
    const pressed = this.#machine.session?.moment() ?? [];
    const preRoll = checkPreRoll(options.preRollSeconds);
    takeSpec(options, { label: '', sampleRate: 48000, channels: 2 });
    const kept = keeperOptions(options);
    const session = this.#armedFor(options) ?? (await this.#standby.open(options, forOneTake(options)));
    const { source } = session;
    const reachBackFrames = Math.round(Math.min(preRoll, session.asked.preRollSeconds) * source.sampleRate);
    const spec = takeSpec(options, source);
    await this.#beginTake(
      session,
      spec,
      kept,
      () => this.takes.occupy(spec.id),
      () => this.#journal.begin(spec, pressed, reachBackFrames),
    );
  }

  /**
   * Goes on with a take whose recording broke off, at its end, on a microphone opened at its sample rate and channels.
   * Throws `wrong-state` for any other take, `take-busy` for one that another tab has, `mic-rate-refused`.
   */
  async continue(takeId: string, request: ContinueOptions = {}): Promise<void> {
    this.#machine.assert('continue', ['idle', 'armed']);
    const kept = keeperOptions(request);
    const armed = this.#machine.session;
    const pressed = armed?.moment() ?? [];
    this.#machine.enter({ kind: 'opening' });
    const { claim, goesOn } = await this.#attempt(armed, async () => {
      const { claimBrokenTake, fitting } = await import('./broken-take.ts').catch((error: unknown) => {
        throw asCapstanError(error, 'worker-crashed');
      });
      const claim = await claimBrokenTake(this.takes, takeId);
      return { claim, goesOn: fitting(armed, claim.past.spec, request) };
    });
    const { spec, name } = claim.past;
    const { sampleRate, channels } = spec;
    let session: Session;
    try {
      session =
        goesOn ?? (await this.#standby.open({ ...request, sampleRate, channels }, forOneTake(request)));
    } catch (error) {
      claim.free();
      throw error;
    }
    await this.#beginTake(
      session,
      { ...spec, name },
      kept,
      async () => claim.free,
      () => this.#journal.continue(claim.past, goesOn === undefined ? [] : pressed),
    );
  }

  /** As the page may go: writes what there is. Best effort. */
  async sync(): Promise<void> {
    await this.#journal.sync();
  }

  async pause(): Promise<void> {
    const phase = this.#machine.inTake('pause', ['recording']);
    this.#machine.enter({ ...phase, kind: 'paused' });
    await this.#journal.pause(phase.session.moment(), phase.session.tailFrames);
  }

  async resume(): Promise<void> {
    const phase = this.#machine.inTake('resume', ['paused']);
    this.#machine.enter({ ...phase, kind: 'recording' });
    await this.#journal.resume(phase.session.moment());
  }

  /** Marks the present frame. The marker becomes a cue point of the WAV. */
  async addMarker(label = ''): Promise<Marker> {
    const { session } = this.#machine.inTake('addMarker', ['recording', 'paused']);
    return this.#journal.marker(session.moment(), cutText(label.trim(), MAX_LABEL_LENGTH));
  }

  /**
   * Stops the take. Resolves when its files are finished; the recorder is free for the next take as soon as the
   * journal is, and reports the encoder's rest as `encoding` events.
   * @param signal gives the encoded file up and keeps the WAV
   */
  async stop(signal?: AbortSignal): Promise<Take> {
    const phase = this.#machine.inTake('stop', ['recording', 'paused']);
    const { session, take } = phase;
    // Read before anything else is done: this is the moment of the click.
    const at = session.moment();
    const { tailFrames } = session;
    phase.keeper.end();
    this.#machine.enter({ ...phase, kind: 'stopping' });
    return this.#finish(session, take, { at, tailFrames }, signal);
  }

  /** Seconds kept so far in the take being recorded. */
  elapsedSeconds(): number {
    return this.#machine.session?.elapsedSeconds ?? 0;
  }

  /** Bytes of the journal's audio written so far. */
  writtenBytes(): number {
    return this.#machine.session?.writtenBytes ?? 0;
  }

  /** Seconds the live encoder has taken in; as many as are kept where the take needs no encoder. */
  encodedSeconds(): number {
    const elapsed = this.elapsedSeconds();
    return Math.min(this.#machine.take?.encodedSeconds() ?? 0, elapsed);
  }

  /** Bytes of the encoded file so far. */
  encodedBytes(): number {
    return this.#machine.take?.encodedBytes() ?? 0;
  }

  /** One entry per channel of the open microphone; none when it is closed. */
  levels(): ChannelLevel[] {
    return this.#machine.session?.levels() ?? [];
  }

  /** The armed session, if there is one; it must be of the microphone asked for. */
  #armedFor({ deviceId }: StartOptions): Session | undefined {
    const { phase } = this.#machine;
    if (phase.kind !== 'armed') return undefined;
    const { session } = phase;
    if (deviceId !== undefined && deviceId !== session.asked.deviceId) {
      throw new CapstanError('invalid-option', 'deviceId must be the armed microphone’s; disarm first');
    }
    return session;
  }

  async #beginTake(
    session: Session,
    spec: TakeSpec,
    kept: KeeperOptions,
    occupy: () => Promise<() => void>,
    begin: () => Promise<void>,
  ): Promise<void> {
    session.clearTake();
    this.#machine.enter({ kind: 'opening' });
    const early = { takeId: spec.id, notices: [] };
    const free = await this.#attempt(session, occupy);
    this.#early = early;
    try {
      await begin();
    } catch (error) {
      free();
      await this.#standby.settle(session);
      throw asCapstanError(error, 'storage-failed');
    } finally {
      this.#early = undefined;
    }
    const take = new LiveTake(spec, free, this.core, this.#journal, this.takes, (error) =>
      this.emit('putOff', error),
    );
    const keeper = this.#keep(session, kept);
    this.#machine.enter({ kind: 'recording', session, take, keeper });
    // Both may have happened while the take was being opened.
    if (session.lost !== undefined) void keeper.lost(session.lost);
    for (const notice of early.notices) this.#hearOfTake(notice);
  }

  /** Something on the way into a take; when it fails, the recorder is as it was. */
  async #attempt<Result>(session: Session | undefined, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (session === undefined) this.#machine.enter({ kind: 'idle' });
      else await this.#standby.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
  }

  async #finish(
    session: Session,
    take: LiveTake,
    { at, tailFrames }: { at: Moment; tailFrames: number },
    signal?: AbortSignal,
  ): Promise<Take> {
    const stoppedMs = performance.now();
    // Of a microphone that went away all has come once it is closed; the journal tells by its ends what is sound.
    if (session.lost !== undefined) await session.source.close();
    // It was not away for longer because it is slow to close.
    const agoMs = performance.now() - stoppedMs;
    let summary: JournalSummary;
    try {
      summary = await this.#journal.finish(at, tailFrames, STOP_PATIENCE_MS, agoMs);
    } catch (error) {
      take.abandon();
      await this.#standby.settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    // The microphone closes while the encoder ends.
    const settled = this.#standby.settle(session);
    const finished = await completeTake(
      take,
      summary,
      (progress) => this.emit('encoding', progress),
      signal,
    ).finally(() => settled);
    this.emit('take', finished);
    return finished;
  }

  #hear(notice: JournalNotice): void {
    if (notice.type === 'way') {
      this.#machine.session?.hear(notice.way, notice.state);
    } else if (notice.takeId === this.#early?.takeId) {
      this.#early.notices.push(notice);
    } else if (notice.takeId === this.#machine.take?.spec.id) {
      this.#hearOfTake(notice);
    }
  }

  #hearOfTake(notice: TakeNotice): void {
    const { phase } = this.#machine;
    switch (notice.type) {
      case 'gap':
        this.emit('gap', notice.gap);
        break;
      case 'healed':
        this.emit('healed', notice.healed);
        break;
      case 'storage':
        void this.#endByItself(fromErrorRecord(notice.error));
        break;
      case 'sound':
        this.emit('sound', notice.doubt);
        break;
      case 'clock':
        if (phase.kind === 'recording' || phase.kind === 'paused') void phase.keeper.clock(notice.state);
        break;
    }
  }

  #keep(session: Session, options: KeeperOptions): SourceKeeper {
    return new SourceKeeper(session, { journal: this.#journal, captures: this.#captures }, options, {
      tell: (event) => {
        this.emit('source', event);
        this.#machine.tell();
      },
      giveUp: (reason) => void this.#endByItself(reason),
    });
  }

  /** Closes the take at what was captured, and says why. */
  async #endByItself(reason: CapstanError): Promise<void> {
    const { phase } = this.#machine;
    if (phase.kind !== 'recording' && phase.kind !== 'paused') return;
    const at = phase.session.moment();
    phase.keeper.end();
    this.#machine.enter({ ...phase, kind: 'stopping' });
    this.emit('error', reason);
    try {
      await this.#finish(phase.session, phase.take, { at, tailFrames: 0 });
    } catch (error) {
      this.emit('error', asCapstanError(error, 'storage-failed'));
    }
  }

  /** The microphone is closed at once. A call that waits for the journal is rejected, and puts the rest in order. */
  #journalDied(error: CapstanError): void {
    this.#captures.journalDied(error);
    const { phase } = this.#machine;
    switch (phase.kind) {
      case 'recording':
      case 'paused':
        phase.keeper.end();
        phase.take.abandon();
        this.#machine.enter({ kind: 'idle' });
        this.emit('error', error);
        break;
      case 'armed':
        this.#machine.enter({ kind: 'idle' });
        this.emit('error', error);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }
}

function forOneTake({ deviceId }: MicrophoneRequest): Asked {
  return { held: false, preRollSeconds: 0, deviceId };
}
