import { cutText } from '../../shared/base/cut-text.ts';
import { asCapstanError, CapstanError, fromErrorRecord } from '../../shared/base/errors.ts';
import type { JournalNotice, JournalSummary, Moment, TakeNotice } from '../../shared/journal/protocol.ts';
import type { ChannelLevel } from '../../shared/journal/status-block.ts';
import type { Marker, TakeSpec } from '../../shared/take/take-events.ts';
import { assertCanRecord, detectCapabilities } from '../base/capabilities.ts';
import type { OpenSource, SourceChange } from '../capture/capture-source.ts';
import { CaptureSwitch } from '../opening/capture-switch.ts';
import type { Converter } from '../convert/converter.ts';
import { isAbort } from '../base/deadline.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { LiveTake } from './live-take.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import { assertPhase, stateOf, type Phase, type TakePhase } from './recorder-phase.ts';
import type { ArmOptions, RecorderEvents, RecorderState } from './recorder-state.ts';
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
  #phase: Phase = { kind: 'idle' };
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
    this.#captures = new CaptureSwitch(parts.journal, parts.openSource);
    this.#prepareSource = parts.openSource.prepare;
    parts.journal.listen({
      notice: (notice) => this.#hear(notice),
      died: (error) => this.#journalDied(error),
    });
  }

  get state(): RecorderState {
    return stateOf(this.#phase);
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
    assertPhase('arm', this.#phase, ['idle']);
    const preRollSeconds = checkPreRoll(options.preRollSeconds);
    checkedWays(options.capture);
    await this.#arm(options, {
      held: true,
      preRollSeconds,
      deviceId: options.deviceId,
      capture: options.capture,
    });
  }

  /** Closes a microphone that `arm` opened. */
  async disarm(): Promise<void> {
    if (this.#phase.kind === 'armed') await this.#close();
  }

  /**
   * Starts a take; opens the microphone where it is not open yet. Resolves once frames are being kept: those from the
   * call on if the microphone was open, else those from its first.
   */
  async start(asked: StartOptions): Promise<void> {
    const options = { ...asked, name: asked.name ?? this.name };
    assertPhase('start', this.#phase, ['idle', 'armed']);
    // Read before anything is awaited: this is the moment of the click.
    const pressed = this.#session()?.moment() ?? [];
    const preRoll = checkPreRoll(options.preRollSeconds);
    takeSpec(options, { label: '', sampleRate: 48000, channels: 2 });
    const kept = keeperOptions(options);
    const session = this.#armedFor(options) ?? (await this.#open(options, forOneTake(options)));
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
    assertPhase('continue', this.#phase, ['idle', 'armed']);
    const kept = keeperOptions(request);
    const armed = this.#session();
    const pressed = armed?.moment() ?? [];
    this.#enter({ kind: 'opening' });
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
      session = goesOn ?? (await this.#open({ ...request, sampleRate, channels }, forOneTake(request)));
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
    const phase = this.#takePhase('pause', ['recording']);
    this.#enter({ ...phase, kind: 'paused' });
    await this.#journal.pause(phase.session.moment(), phase.session.tailFrames);
  }

  async resume(): Promise<void> {
    const phase = this.#takePhase('resume', ['paused']);
    this.#enter({ ...phase, kind: 'recording' });
    await this.#journal.resume(phase.session.moment());
  }

  /** Marks the present frame. The marker becomes a cue point of the WAV. */
  async addMarker(label = ''): Promise<Marker> {
    const { session } = this.#takePhase('addMarker', ['recording', 'paused']);
    return this.#journal.marker(session.moment(), cutText(label.trim(), MAX_LABEL_LENGTH));
  }

  /**
   * Stops the take. Resolves when its files are finished; the recorder is free for the next take as soon as the
   * journal is, and reports the encoder's rest as `encoding` events.
   * @param signal gives the encoded file up and keeps the WAV
   */
  async stop(signal?: AbortSignal): Promise<Take> {
    const phase = this.#takePhase('stop', ['recording', 'paused']);
    const { session, take } = phase;
    // Read before anything else is done: this is the moment of the click.
    const at = session.moment();
    const { tailFrames } = session;
    phase.keeper.end();
    this.#enter({ ...phase, kind: 'stopping' });
    return this.#finish(session, take, { at, tailFrames }, signal);
  }

  /** Seconds kept so far in the take being recorded. */
  elapsedSeconds(): number {
    return this.#session()?.elapsedSeconds ?? 0;
  }

  /** Bytes of the journal's audio written so far. */
  writtenBytes(): number {
    return this.#session()?.writtenBytes ?? 0;
  }

  /** Seconds the live encoder has taken in; as many as are kept where the take needs no encoder. */
  encodedSeconds(): number {
    const elapsed = this.elapsedSeconds();
    return 'take' in this.#phase ? Math.min(this.#phase.take.encodedSeconds(), elapsed) : 0;
  }

  /** Bytes of the encoded file so far. */
  encodedBytes(): number {
    return 'take' in this.#phase ? this.#phase.take.encodedBytes() : 0;
  }

  /** One entry per channel of the open microphone; none when it is closed. */
  levels(): ChannelLevel[] {
    return this.#session()?.levels() ?? [];
  }

  /** The armed session, if there is one; it must be of the microphone asked for. */
  #armedFor({ deviceId }: StartOptions): Session | undefined {
    if (this.#phase.kind !== 'armed') return undefined;
    const { session } = this.#phase;
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
    this.#enter({ kind: 'opening' });
    const early = { takeId: spec.id, notices: [] };
    const free = await this.#attempt(session, occupy);
    this.#early = early;
    try {
      await begin();
    } catch (error) {
      free();
      await this.#settle(session);
      throw asCapstanError(error, 'storage-failed');
    } finally {
      this.#early = undefined;
    }
    const take = new LiveTake(spec, free, this.core, this.#journal, this.takes, (error) =>
      this.emit('putOff', error),
    );
    const keeper = this.#keep(session, kept);
    this.#enter({ kind: 'recording', session, take, keeper });
    // Both may have happened while the take was being opened.
    if (session.lost !== undefined) void keeper.lost(session.lost);
    for (const notice of early.notices) this.#hearOfTake(notice);
  }

  /** Something on the way into a take; when it fails, the recorder is as it was. */
  async #attempt<Result>(session: Session | undefined, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (session === undefined) this.#enter({ kind: 'idle' });
      else await this.#settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
  }

  /** The phase is `opening` from here to whatever the caller enters; `idle` where it fails. */
  async #open(request: MicrophoneRequest, asked: Asked): Promise<Session> {
    this.#enter({ kind: 'opening' });
    try {
      assertCanRecord(detectCapabilities());
      const session = await this.#captures.open(request, asked);
      session.listen((change) => this.#sourceChanged(session, change));
      return session;
    } catch (error) {
      this.#enter({ kind: 'idle' });
      throw isAbort(error) ? error : asCapstanError(error, 'mic-failed');
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
      await this.#settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    // The microphone closes while the encoder ends.
    const settled = this.#settle(session);
    const finished = await completeTake(
      take,
      summary,
      (progress) => this.emit('encoding', progress),
      signal,
    ).finally(() => settled);
    this.emit('take', finished);
    return finished;
  }

  /** After a take: back to armed where the microphone is held open, else it is closed. */
  async #settle(session: Session): Promise<void> {
    const { asked } = session;
    if (!asked.held || session.lost !== undefined || !this.#captures.holds(session)) await this.#close();
    else if (session.strayed) void this.#rearm(asked);
    else this.#enter({ kind: 'armed', session });
  }

  /** The take went on with another microphone: the next one is to have the one that was asked for. Nobody waits for it. */
  async #rearm(asked: Asked): Promise<void> {
    const { deviceId, capture } = asked;
    try {
      await this.#arm({ deviceId, capture }, asked);
    } catch (error) {
      this.emit('error', asCapstanError(error, 'mic-failed'));
    }
  }

  async #arm(request: MicrophoneRequest, asked: Asked): Promise<void> {
    const session = await this.#open(request, asked);
    if (session.lost === undefined) return this.#enter({ kind: 'armed', session });
    await this.#close();
    throw session.lost;
  }

  /** The device is let go at once; a start that comes now waits for the rest. */
  async #close(): Promise<void> {
    const closed = this.#captures.close();
    this.#enter({ kind: 'idle' });
    await closed;
  }

  #hear(notice: JournalNotice): void {
    if (notice.type === 'way') {
      this.#session()?.hear(notice.way, notice.state);
    } else if (notice.takeId === this.#early?.takeId) {
      this.#early.notices.push(notice);
    } else if ('take' in this.#phase && notice.takeId === this.#phase.take.spec.id) {
      this.#hearOfTake(notice);
    }
  }

  #hearOfTake(notice: TakeNotice): void {
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
        if (this.#phase.kind === 'recording' || this.#phase.kind === 'paused') {
          void this.#phase.keeper.clock(notice.state);
        }
        break;
    }
  }

  #sourceChanged(session: Session, change: SourceChange): void {
    if (this.#session() !== session) return;
    switch (change.kind) {
      case 'lost':
        this.#sourceLost(change.reason);
        break;
      case 'ways':
        this.emit('state', this.state);
        break;
      case 'foreign':
        this.emit('source', change);
        break;
    }
  }

  #sourceLost(reason: CapstanError): void {
    switch (this.#phase.kind) {
      case 'armed':
        this.emit('error', reason);
        void this.#close();
        break;
      case 'recording':
      case 'paused':
        void this.#phase.keeper.lost(reason);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }

  #keep(session: Session, options: KeeperOptions): SourceKeeper {
    return new SourceKeeper(session, { journal: this.#journal, captures: this.#captures }, options, {
      tell: (event) => {
        this.emit('source', event);
        this.emit('state', this.state);
      },
      giveUp: (reason) => void this.#endByItself(reason),
    });
  }

  /** Closes the take at what was captured, and says why. */
  async #endByItself(reason: CapstanError): Promise<void> {
    const phase = this.#phase;
    if (phase.kind !== 'recording' && phase.kind !== 'paused') return;
    const at = phase.session.moment();
    phase.keeper.end();
    this.#enter({ ...phase, kind: 'stopping' });
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
    const phase = this.#phase;
    switch (phase.kind) {
      case 'recording':
      case 'paused':
        phase.keeper.end();
        phase.take.abandon();
        this.#enter({ kind: 'idle' });
        this.emit('error', error);
        break;
      case 'armed':
        this.#enter({ kind: 'idle' });
        this.emit('error', error);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }

  #session(): Session | undefined {
    return 'session' in this.#phase ? this.#phase.session : undefined;
  }

  #takePhase(action: string, kinds: readonly TakePhase['kind'][]): TakePhase {
    assertPhase(action, this.#phase, kinds);
    return this.#phase as TakePhase;
  }

  #enter(phase: Phase): void {
    const before = this.#phase;
    this.#phase = phase;
    // With no microphone in it, a phase that is entered again says nothing new.
    if (phase.kind !== before.kind || 'session' in phase) this.emit('state', this.state);
  }
}

function forOneTake({ deviceId }: MicrophoneRequest): Asked {
  return { held: false, preRollSeconds: 0, deviceId };
}
