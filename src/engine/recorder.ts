import { cursorAdvance } from '../shared/cursor.ts';
import { asCapstanError, CapstanError, fromErrorRecord } from '../shared/errors.ts';
import type { JournalNotice, JournalSummary } from '../shared/protocol.ts';
import type { ChannelLevel } from '../shared/status-block.ts';
import type { Marker, TakeSpec } from '../shared/take-events.ts';
import { assertCanRecord, detectCapabilities } from './capabilities.ts';
import type { CaptureSource, OpenSource } from './capture-source.ts';
import type { Converter } from './converter.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import type { JournalClient } from './journal-client.ts';
import { LiveTake } from './live-take.ts';
import type { MicrophoneRequest } from './microphone.ts';
import { assertPhase, stateOf, type Phase, type TakePhase } from './recorder-phase.ts';
import type { ArmOptions, RecorderEvents, RecorderState } from './recorder-state.ts';
import { Session } from './session.ts';
import { SourceKeeper, type KeeperOptions } from './source-keeper.ts';
import {
  checkPreRoll,
  keeperOptions,
  takeSpec,
  type ContinueOptions,
  type StartOptions,
} from './start-options.ts';
import { completeTake } from './take-completion.ts';
import type { Take } from './take.ts';
import type { TakeLibrary } from './take-library.ts';
import { TypedEvents } from './typed-events.ts';

/** How long a stop waits for frames still on their way; a microphone that is gone sends none. */
const STOP_PATIENCE_MS = 250;

/**
 * Records takes from a microphone. One recorder, one take at a time; encoding of an earlier take may go on while the
 * next is recorded.
 */
export class Recorder extends TypedEvents<RecorderEvents> {
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
  readonly converter: Pick<Converter, 'convert'>;
  readonly #journal: JournalClient;
  readonly #openSource: OpenSource;
  #phase: Phase = { kind: 'idle' };

  constructor(parts: {
    journal: JournalClient;
    takes: TakeLibrary;
    core: FfmpegCore;
    converter: Pick<Converter, 'convert'>;
    openSource: OpenSource;
  }) {
    super();
    this.converter = parts.converter;
    this.#journal = parts.journal;
    this.takes = parts.takes;
    this.core = parts.core;
    this.#openSource = parts.openSource;
  }

  get state(): RecorderState {
    return stateOf(this.#phase);
  }

  /** Opens the microphone and keeps it open, so that `start` is instantaneous and can reach back. */
  async arm(options: ArmOptions = {}): Promise<void> {
    assertPhase('arm', this.#phase, ['idle']);
    await this.#open(options, checkPreRoll(options.preRollSeconds), true);
  }

  /** Closes a microphone that `arm` opened. */
  async disarm(): Promise<void> {
    if (this.#phase.kind !== 'armed') return;
    await this.#close(this.#phase.session);
  }

  /**
   * Starts a take; opens the microphone where it is not open yet. Resolves once frames are being kept: those from the
   * call on if the microphone was open, else those from its first.
   */
  async start(options: StartOptions): Promise<void> {
    assertPhase('start', this.#phase, ['idle', 'armed']);
    // Read before anything is awaited: this is the moment of the click.
    const pressed = this.#phase.kind === 'armed' ? this.#phase.session.writeCursor() : 0;
    const preRoll = checkPreRoll(options.preRollSeconds);
    takeSpec(options, { label: '', sampleRate: 48000, channels: 2 });
    const kept = keeperOptions(options);
    const session = this.#armedFor(options) ?? (await this.#open(options, 0, false));
    const { source } = session;
    const reachBack = Math.min(preRoll, session.preRollSeconds) * source.sampleRate;
    const spec = takeSpec(options, source);
    session.clearTake();
    this.#enter({ kind: 'opening' });
    const cursor = cursorAdvance(pressed, -Math.round(reachBack));
    await this.#beginTake(
      session,
      spec,
      kept,
      () => this.takes.occupy(spec.id),
      (notice) => this.#journal.begin(spec, cursor, notice),
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
    const pressed = armed?.writeCursor() ?? 0;
    this.#enter({ kind: 'opening' });
    const { claim, goesOn } = await this.#attempt(armed, async () => {
      const { claimBrokenTake, fitting } = await import('./broken-take.ts');
      const claim = await claimBrokenTake(this.takes, takeId);
      return { claim, goesOn: fitting(armed, claim.past.spec, request) };
    });
    const { spec, name } = claim.past;
    const { sampleRate, channels } = spec;
    if (goesOn === undefined) armed?.source.close();
    let session: Session;
    try {
      session = goesOn ?? (await this.#open({ ...request, sampleRate, channels }, 0, false));
    } catch (error) {
      claim.free();
      throw error;
    }
    session.clearTake();
    this.#enter({ kind: 'opening' });
    await this.#beginTake(
      session,
      { ...spec, name },
      kept,
      async () => claim.free,
      (notice) => this.#journal.continue(claim.past, goesOn === undefined ? 0 : pressed, notice),
    );
  }

  /** As the page may go: writes what there is. Best effort. */
  async sync(): Promise<void> {
    await this.#journal.sync();
  }

  async pause(): Promise<void> {
    const phase = this.#takePhase('pause', ['recording']);
    this.#enter({ ...phase, kind: 'paused' });
    await this.#journal.pause(phase.session.cursorOfNow());
  }

  async resume(): Promise<void> {
    const phase = this.#takePhase('resume', ['paused']);
    this.#enter({ ...phase, kind: 'recording' });
    await this.#journal.resume(phase.session.writeCursor());
  }

  /** Marks the present frame. The marker becomes a cue point of the WAV. */
  async addMarker(label = ''): Promise<Marker> {
    const { session } = this.#takePhase('addMarker', ['recording', 'paused']);
    return this.#journal.marker(session.writeCursor(), label.trim().slice(0, 200));
  }

  /**
   * Stops the take. Resolves when its files are finished; the recorder is free for the next take as soon as the
   * journal is, and reports the encoder's rest as `encoding` events.
   * @param signal gives the encoded file up and keeps the WAV
   */
  async stop(signal?: AbortSignal): Promise<Take> {
    const phase = this.#takePhase('stop', ['recording', 'paused']);
    const { session, take } = phase;
    phase.keeper.end();
    this.#enter({ ...phase, kind: 'stopping' });
    return this.#finish(session, take, session.cursorOfNow(), signal);
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
    if (deviceId !== undefined && deviceId !== session.deviceId) {
      throw new CapstanError('invalid-option', 'deviceId must be the armed microphone’s; disarm first');
    }
    return session;
  }

  async #beginTake(
    session: Session,
    spec: TakeSpec,
    kept: KeeperOptions,
    occupy: () => Promise<() => void>,
    begin: (onNotice: (notice: JournalNotice) => void) => Promise<void>,
  ): Promise<void> {
    const free = await this.#attempt(session, occupy);
    try {
      await begin((notice) => this.#hear(notice));
    } catch (error) {
      free();
      await this.#settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    const take = new LiveTake(spec, free, this.core, this.#journal, this.takes, (error) =>
      this.emit('putOff', error),
    );
    const keeper = this.#keep(session, kept);
    this.#enter({ kind: 'recording', session, take, keeper });
    // It may have happened while the take was being opened.
    if (session.lost !== undefined) await keeper.lost(session.lost);
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

  async #open(request: MicrophoneRequest, preRollSeconds: number, held: boolean): Promise<Session> {
    this.#enter({ kind: 'opening' });
    let source: CaptureSource | undefined;
    try {
      assertCanRecord(detectCapabilities());
      await this.#journal.checkStorage();
      source = await this.#openSource(request);
      const status = await this.#journal.attach(source, Math.round(preRollSeconds * source.sampleRate));
      const asked = { held, preRollSeconds, deviceId: request.deviceId };
      const session = new Session(source, status, asked);
      session.onLost((reason) => void this.#sourceLost(session, reason));
      await this.#journal.onDeath((error) => void this.#journalDied(session, error));
      this.#enter({ kind: 'armed', session });
      return session;
    } catch (error) {
      source?.close();
      this.#enter({ kind: 'idle' });
      throw isAbort(error) ? error : asCapstanError(error, 'mic-failed');
    }
  }

  async #finish(session: Session, take: LiveTake, cursor: number, signal?: AbortSignal): Promise<Take> {
    let summary: JournalSummary;
    try {
      summary = await this.#journal.finish(cursor, STOP_PATIENCE_MS);
    } catch (error) {
      take.abandon();
      await this.#settle(session);
      throw asCapstanError(error, 'storage-failed');
    }
    // The microphone closes while the encoder ends.
    const completion = completeTake(take, summary, (progress) => this.emit('encoding', progress), signal);
    const [finished] = await Promise.all([completion, this.#settle(session)]);
    this.emit('take', finished);
    return finished;
  }

  /** After a take: back to armed where the microphone is held open, else it is closed. */
  async #settle(session: Session): Promise<void> {
    if (session.held && session.lost === undefined) this.#enter({ kind: 'armed', session });
    else await this.#close(session);
  }

  async #close(session: Session): Promise<void> {
    session.source.close();
    this.#enter({ kind: 'idle' });
    await this.#journal.detach();
  }

  #hear(notice: JournalNotice): void {
    switch (notice.type) {
      case 'gap':
        this.emit('gap', notice.gap);
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

  async #sourceLost(session: Session, reason: CapstanError): Promise<void> {
    if (this.#session() !== session) return;
    switch (this.#phase.kind) {
      case 'armed':
        this.emit('error', reason);
        await this.#close(session);
        break;
      case 'recording':
      case 'paused':
        await this.#phase.keeper.lost(reason);
        break;
      case 'idle':
      case 'opening':
      case 'stopping':
        break;
    }
  }

  #keep(session: Session, options: KeeperOptions): SourceKeeper {
    return new SourceKeeper(session, { journal: this.#journal, openSource: this.#openSource }, options, {
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
    phase.keeper.end();
    this.#enter({ ...phase, kind: 'stopping' });
    this.emit('error', reason);
    try {
      await this.#finish(phase.session, phase.take, phase.session.writeCursor());
    } catch (error) {
      this.emit('error', asCapstanError(error, 'storage-failed'));
    }
  }

  async #journalDied(session: Session, error: CapstanError): Promise<void> {
    if (this.#session() !== session) return;
    if (this.#phase.kind !== 'idle' && this.#phase.kind !== 'opening' && this.#phase.kind !== 'armed') {
      this.#phase.keeper.end();
      this.#phase.take.abandon();
    }
    session.source.close();
    this.#enter({ kind: 'idle' });
    this.emit('error', error);
  }

  #session(): Session | undefined {
    return 'session' in this.#phase ? this.#phase.session : undefined;
  }

  #takePhase(action: string, kinds: readonly TakePhase['kind'][]): TakePhase {
    assertPhase(action, this.#phase, kinds);
    return this.#phase as TakePhase;
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.emit('state', this.state);
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
