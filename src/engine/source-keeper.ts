import { asCapstanError, CapstanError, type ErrorCode } from '../shared/errors.ts';
import type { ClockState } from '../shared/protocol.ts';
import type { CaptureSource, OpenSource } from './capture-source.ts';
import { HoldUpWatch } from './hold-up-watch.ts';
import type { JournalClient } from './journal-client.ts';
import type { CaptureWay, MicrophoneRequest } from './microphone.ts';
import type { Session } from './session.ts';
import { canCaptureTrack } from './track-processor.ts';

/**
 * What a take does when its microphone goes away: `next` goes on with the system's default one, `wait` waits for the
 * same to return, `stop` closes the take.
 */
export type LostPolicy = 'next' | 'wait' | 'stop';

export interface KeeperOptions {
  readonly onLost: LostPolicy;
  readonly capture: CaptureWay;
}

/** How a take is kept supplied with frames. */
export type SourceEvent =
  /** The take goes on, with nothing to record until a microphone is there. */
  | { readonly kind: 'away'; readonly label: string; readonly policy: 'next' | 'wait' }
  /** Frames come again, from a microphone of that name. */
  | { readonly kind: 'back'; readonly label: string }
  /** The audio clock stood still or ran slow: the microphone was opened anew. */
  | { readonly kind: 'rebuilt'; readonly label: string }
  /** The audio clock is slow, and there is no other way. */
  | { readonly kind: 'slow' };

/** Where no device event comes, it is tried again so often. */
const RETRY_MS = 2000;

/** A microphone that may yet come. */
const PASSING: readonly ErrorCode[] = [
  'mic-not-found',
  'mic-in-use',
  'mic-failed',
  'mic-rate-refused',
  'audio-clock-stalled',
];

/** Keeps one take supplied: opens another source where the present one ends or its clock fails. */
export class SourceKeeper {
  readonly #journal: JournalClient;
  readonly #openSource: OpenSource;
  readonly #session: Session;
  readonly #policy: LostPolicy;
  readonly #tell: (event: SourceEvent) => void;
  readonly #giveUp: (reason: CapstanError) => void;
  readonly #ended = new AbortController();
  readonly #holdUps: HoldUpWatch;
  #opening = false;
  #way: CaptureWay;

  constructor(
    session: Session,
    parts: { journal: JournalClient; openSource: OpenSource },
    options: KeeperOptions,
    hear: { tell: (event: SourceEvent) => void; giveUp: (reason: CapstanError) => void },
  ) {
    this.#journal = parts.journal;
    this.#openSource = parts.openSource;
    this.#session = session;
    this.#policy = options.onLost;
    this.#way = options.capture;
    this.#tell = hear.tell;
    this.#giveUp = hear.giveUp;
    this.#holdUps = new HoldUpWatch(session, parts.journal);
  }

  /** The take is over: nothing is opened any more. */
  end(): void {
    this.#ended.abort();
    this.#holdUps.end();
  }

  /** The present source ended by itself. */
  async lost(reason: CapstanError): Promise<void> {
    const { source } = this.#session;
    // Chromium would go on with zeros in the place of the track.
    source.close();
    if (this.#policy === 'stop' || reason.code !== 'mic-lost') return this.#giveUp(reason);
    this.#tell({ kind: 'away', label: source.label, policy: this.#policy });
    const deviceId = this.#policy === 'wait' ? (source.deviceId ?? this.#session.deviceId) : undefined;
    for (;;) {
      const next = await this.#tryOpen(deviceId, reason);
      if (next === 'ended') return;
      if (next !== 'not yet') return this.#goOnWith(next, { kind: 'back', label: next.label });
      await untilDevicesChange(this.#ended.signal);
    }
  }

  /** What the journal says of the audio clock. */
  async clock(state: ClockState): Promise<void> {
    if (this.#opening || this.#session.lost !== undefined) return;
    switch (state.kind) {
      case 'stalled':
        this.#session.source.revive();
        // Revived, it would run by now.
        if (state.ms > RETRY_MS) await this.#rebuild();
        break;
      case 'off':
        if (state.ppm > 0) break;
        if (this.#canLeaveClock()) await this.#rebuild();
        else this.#tell({ kind: 'slow' });
        break;
      case 'runs':
      case 'steady':
        break;
    }
  }

  #canLeaveClock(): boolean {
    return this.#way === 'auto' && this.#session.source.kind === 'worklet' && canCaptureTrack();
  }

  /** Opens the same microphone anew, by a way that needs no audio clock where there is one. */
  async #rebuild(): Promise<void> {
    const { source } = this.#session;
    if (this.#canLeaveClock()) this.#way = 'track';
    const next = await this.#tryOpen(source.deviceId, new CapstanError('audio-clock-stalled'));
    if (typeof next === 'string') return;
    source.close();
    await this.#goOnWith(next, { kind: 'rebuilt', label: next.label });
  }

  async #tryOpen(
    deviceId: string | undefined,
    reason: CapstanError,
  ): Promise<CaptureSource | 'not yet' | 'ended'> {
    const { sampleRate, channels } = this.#session.source;
    const { signal } = this.#ended;
    const request: MicrophoneRequest = { deviceId, sampleRate, channels, capture: this.#way, signal };
    this.#opening = true;
    try {
      const source = await this.#openSource(request);
      if (!signal.aborted) return source;
      source.close();
      return 'ended';
    } catch (error) {
      if (signal.aborted) return 'ended';
      if (PASSING.includes(asCapstanError(error, 'mic-failed').code)) return 'not yet';
      this.#giveUp(reason);
      return 'ended';
    } finally {
      this.#opening = false;
    }
  }

  async #goOnWith(source: CaptureSource, event: SourceEvent): Promise<void> {
    const preRollFrames = Math.round(this.#session.preRollSeconds * source.sampleRate);
    const status = await this.#journal.replace(source, preRollFrames);
    if (this.#ended.signal.aborted) return source.close();
    this.#session.replace(source, status);
    this.#tell(event);
  }
}

/** Until a device comes or goes, or a moment has passed, or the take is over. */
function untilDevicesChange(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      navigator.mediaDevices.removeEventListener('devicechange', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, RETRY_MS);
    navigator.mediaDevices.addEventListener('devicechange', done);
    signal.addEventListener('abort', done);
  });
}
