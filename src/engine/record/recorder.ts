import type { ShownPeaks } from '../../shared/journal/journal-api.ts';
import type { ChannelLevel, Loudness } from '../../shared/journal/status-block.ts';
import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { checkedSignal } from '../base/checked-signal.ts';
import type { OpenSource } from '../capture/capture-source.ts';
import { CaptureSwitch } from '../opening/capture-switch.ts';
import type { Converter } from '../convert/converter.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import {
  untilOpened,
  type ArmOptions,
  type RecorderEvents,
  type RecorderState,
  type Tell,
} from './recorder-state.ts';
import type { Session } from '../capture/session.ts';
import { checkRange } from './check-range.ts';
import {
  checkedMicrophone,
  checkPreRoll,
  checkSameMicrophone,
  chosenSpec,
  failoverOptions,
  takeSpec,
  type ContinueOptions,
  type StartOptions,
} from './start-options.ts';
import { Standby } from './standby.ts';
import { StateMachine } from './state-machine.ts';
import { Transport } from './transport.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import { checkedName, checkNaming } from '../takes/take-options.ts';
import { TypedEvents } from '../base/typed-events.ts';

/**
 * Records takes from a microphone. A recorder records one take at a time; an earlier take may still be encoding while
 * the next one is recorded.
 */
export class Recorder extends TypedEvents<RecorderEvents> {
  /** The default name of its takes. */
  readonly name: string;
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
  readonly converter: Pick<Converter, 'convert'>;
  /**
   * Gives up what it opens, closes the microphone and ends the recorder's worker. Throws `wrong-state` while a take is
   * recorded or finished, and nothing has ended then; afterwards every call does. Its name makes a new recorder. The one
   * of `createRecorder` ends with its library, and takes that were kept in memory are gone.
   */
  readonly dispose: () => Promise<void>;
  readonly #journal: JournalClient;
  readonly #prepareSource: (() => void) | undefined;
  readonly #machine: StateMachine;
  readonly #standby: Standby;
  readonly #transport: Transport;

  constructor(parts: {
    name: string;
    journal: JournalClient;
    takes: TakeLibrary;
    core: FfmpegCore;
    converter: Pick<Converter, 'convert'>;
    openSource: OpenSource;
    dispose: () => Promise<void>;
  }) {
    super();
    this.name = checkedName(parts.name);
    this.converter = parts.converter;
    this.#journal = parts.journal;
    this.takes = parts.takes;
    this.core = parts.core;
    this.dispose = parts.dispose;
    this.#prepareSource = parts.openSource.prepare;
    const tell: Tell = (name, event) => this.emit(name, event);
    const machine = new StateMachine(tell);
    const captures = new CaptureSwitch(parts.journal, parts.openSource);
    const standby = new Standby(machine, captures, tell);
    this.#machine = machine;
    this.#standby = standby;
    this.#transport = new Transport({ ...parts, machine, standby, captures }, tell);
  }

  get state(): RecorderState {
    return this.#machine.state;
  }

  /** Whether a take that was stopped is still being finished. */
  get isFinishing(): boolean {
    return this.#transport.completing.size > 0;
  }

  /**
   * Starts the workers that the next take needs, without asking for permission or opening anything. Without this call,
   * a start takes about 0.1 s longer.
   */
  prepare(): void {
    this.#journal.prepare();
    this.#prepareSource?.();
  }

  /** Opens the microphone and keeps it open, so that `start` is immediate and can include pre-roll. */
  async arm(asked?: ArmOptions | null): Promise<void> {
    const options = asked ?? {};
    this.#machine.assert('arm', ['idle']);
    checkedSignal(options.signal);
    const preRollSeconds = checkPreRoll(options.preRollSeconds);
    await this.#standby.arm(options, { ...checkedMicrophone(options), held: true, preRollSeconds });
  }

  /**
   * Closes the microphone if the recorder is armed or opening: an `arm`, `start` or `continue` that has not resolved yet
   * rejects with `given-up`, and a take that it began is removed. One that it continued keeps what was added, and its
   * `take` event follows. Does nothing in any other state.
   */
  async disarm(): Promise<void> {
    const opens = this.#machine.giveUp();
    // An armed one is closed in this very step.
    if (opens()) await untilOpened(this, opens);
    if (this.#machine.phase.kind === 'armed') await this.#standby.close();
  }

  /**
   * Starts a take, and opens the microphone if it is not open yet. Resolves once frames are being kept. If the
   * microphone was open, the take begins at the call, less the pre-roll; otherwise at the microphone's first frame. On an
   * open microphone each option given must be the one that it was armed with, else this throws `invalid-option`. An
   * option that is left out is taken from there.
   */
  async start(asked: StartOptions): Promise<void> {
    // Without options, it is the format that is missed.
    const options = { ...asked, name: asked?.name ?? this.name };
    this.#machine.assert('start', ['idle', 'armed']);
    const signal = checkedSignal(options.signal);
    signal?.throwIfAborted();
    // Read before the first await, so that it is the moment of the click.
    const startMoment = this.#machine.session?.moment() ?? [];
    const preRoll = checkPreRoll(options.preRollSeconds);
    const microphone = checkedMicrophone(options);
    const chosen = chosenSpec(options);
    checkNaming(options.naming);
    const texts = { ...options.naming, name: chosen.name };
    const armed = this.#armedFor(options);
    const failover = failoverOptions({ ...options, capture: options.capture ?? armed?.asked.capture });
    const session = armed ?? (await this.#standby.open(options, { ...microphone, ...ONE_TAKE }));
    const { source } = session;
    const reachBackFrames = Math.round(Math.min(preRoll, session.asked.preRollSeconds) * source.sampleRate);
    const spec = takeSpec(chosen, source);
    const naming = { ...texts, at: spec.createdAt };
    await this.#transport.begin(session, {
      takeId: spec.id,
      failover,
      isNew: true,
      acquire: () => this.takes.acquire(spec.id),
      // What is captured while the name is chosen waits in the ring.
      write: (givenUp) =>
        this.takes.names.claim({ id: spec.id, naming }, async (name) => {
          const named = { ...spec, name };
          givenUp.throwIfAborted();
          await this.#journal.begin(named, startMoment, reachBackFrames);
          return named;
        }),
      signal,
    });
  }

  /**
   * Continues a take that was stopped, or whose recording broke off, at its end, on a microphone opened at its sample
   * rate and channels. A microphone on standby with another rate, channels or side is closed first. It is opened again
   * when the take has ended, or if it could not be continued. The ledger notes the break; the encoded file is made
   * anew. Throws `wrong-state` for a take made of a file, `take-busy` while it is being encoded or another tab uses it,
   * `take-not-found` if it was deleted, and `mic-rate-refused`.
   */
  async continue(takeId: string, options?: ContinueOptions | null): Promise<void> {
    const request = options ?? {};
    this.#machine.assert('continue', ['idle', 'armed']);
    const signal = checkedSignal(request.signal);
    signal?.throwIfAborted();
    checkedMicrophone(request);
    const failover = failoverOptions(request);
    const armed = this.#machine.session;
    const startMoment = armed?.moment() ?? [];
    this.#machine.open(signal);
    const { reopenTake } = await this.#standby.attempt(armed, () => import('./reopened-take.ts'));
    const parts = { takes: this.takes, journal: this.#journal, standby: this.#standby };
    const { session, begin } = await reopenTake(parts, takeId, request, armed, startMoment);
    await this.#transport.begin(session, { ...begin, failover, signal });
  }

  /** Best effort before the page may go away: writes all captured frames. */
  async sync(): Promise<void> {
    await this.#journal.sync();
  }

  pause(): Promise<void> {
    return this.#transport.pause();
  }

  resume(): Promise<void> {
    return this.#transport.resume();
  }

  /** Adds a marker at the current frame. It becomes a cue point in the WAV. */
  addMarker(label = ''): Promise<Marker> {
    return this.#transport.addMarker(label);
  }

  /**
   * Gives a marker of the take being recorded another label; it may be the one that `addMarker` returned, however often
   * it was named since. Rejects with `wrong-state` if the take has ended, and with `invalid-option` if it has no such
   * marker.
   */
  nameMarker(marker: Marker, label: string): Promise<Marker> {
    return this.#transport.nameMarker(marker, label);
  }

  /**
   * Stops the take. Resolves when its files are finished. The recorder is free for the next take as soon as the journal
   * has finished; it then reports the encoder's remaining work as `encoding` events. While the recorder is opening this
   * rejects with `wrong-state`: `disarm` gives that up.
   * @param signal abandons the encoded file and keeps the WAV. Anything else but null rejects with `invalid-option`, and
   *   the take goes on.
   */
  stop(signal?: AbortSignal): Promise<Take> {
    return this.#transport.stop(signal);
  }

  /** Seconds kept so far in the take being recorded. On standby: in the last take on this microphone. */
  elapsedSeconds(): number {
    return this.#machine.session?.elapsedSeconds ?? 0;
  }

  /** Bytes of audio in the journal of that take. */
  writtenBytes(): number {
    return this.#machine.session?.writtenBytes ?? 0;
  }

  /** Seconds of the take being recorded that the live encoder has read; all of them where it needs no encoder. */
  encodedSeconds(): number {
    const elapsed = this.elapsedSeconds();
    return Math.min(this.#machine.take?.encodedSeconds() ?? 0, elapsed);
  }

  /** Bytes of the encoded file so far. */
  encodedBytes(): number {
    return this.#machine.take?.encodedBytes() ?? 0;
  }

  /** One entry per channel of the open microphone; empty when it is closed. */
  levels(): ChannelLevel[] {
    return this.#machine.session?.levels() ?? [];
  }

  /**
   * Loudness of what the open microphone delivers and of the take being recorded, or of the last one on this microphone.
   * Undefined when it is closed. A take that is continued is measured from there on.
   */
  loudness(): Loudness | undefined {
    return this.#machine.session?.loudness;
  }

  /**
   * The latest waveform columns of the take being recorded, and on standby of what the microphone delivers. Undefined
   * while it is closed.
   */
  livePeaks(): LivePeaks | undefined {
    return this.#machine.session?.peaks;
  }

  /**
   * How many frames of the take being recorded, from its first, were captured before it was started. On standby: of the
   * last take on this microphone.
   */
  preRollFrames(): number {
    return this.#machine.session?.preRollFrames ?? 0;
  }

  /** What a range of the take being recorded looks like so far; undefined without a take. Throws `invalid-option`. */
  async peaks(range: PeakRange): Promise<ShownPeaks | undefined> {
    checkRange(range);
    const { take } = this.#machine;
    return take && this.#journal.peaks(take.spec.id, range);
  }

  /** The armed session, if any. Throws `invalid-option`, which names the field, if another microphone is asked for. */
  #armedFor(options: StartOptions): Session | undefined {
    const { phase } = this.#machine;
    if (phase.kind !== 'armed') return undefined;
    checkSameMicrophone(options, phase.session);
    return phase.session;
  }
}

/** A microphone that is opened by a take, and closed with it. */
const ONE_TAKE = { held: false, preRollSeconds: 0 };
