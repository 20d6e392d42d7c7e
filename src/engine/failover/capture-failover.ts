import { asCapstanError, CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import type { ClockState } from '../../shared/journal/journal-notices.ts';
import type { WayKind } from '../../shared/journal/capture-link.ts';
import type { CaptureSwitch } from '../opening/capture-switch.ts';
import type { DropoutMonitor } from './dropout-monitor.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { CaptureWays } from '../microphone/microphone.ts';
import type { Session } from '../capture/session.ts';

/**
 * What a take does when its microphone goes away: `next` goes on with the system's default one, `wait` waits for the
 * same to return, `stop` closes the take.
 */
export type LostPolicy = 'next' | 'wait' | 'stop';

export interface FailoverOptions {
  readonly onLost: LostPolicy;
  readonly capture: CaptureWays;
}

/** How a take is kept supplied with frames. */
export type SourceEvent =
  /** The take goes on, with nothing to record until a microphone is there. */
  | { readonly kind: 'away'; readonly label: string; readonly policy: 'next' | 'wait' }
  /** Frames come again, from a microphone of that name. */
  | { readonly kind: 'back'; readonly label: string }
  /** Nothing came from it any more although it is there: the microphone was opened anew. */
  | { readonly kind: 'rebuilt'; readonly label: string }
  /** The audio clock is slow, and there is no other way. */
  | { readonly kind: 'slow' }
  /** The browser delivers different sound by the two ways: this one is used no more. */
  | { readonly kind: 'foreign'; readonly way: WayKind };

/** Where no device event comes, it is tried again so often; and a clock that stands so long is given up. */
const RETRY_MS = 2000;

/** A microphone that may yet come. */
const RETRYABLE_OPEN_ERRORS: readonly ErrorCode[] = [
  'mic-not-found',
  'mic-in-use',
  'mic-failed',
  'mic-lost',
  'mic-rate-refused',
  'audio-clock-stalled',
];

type FailoverState =
  | { readonly kind: 'supplied' }
  /** Another source is being looked for: by one loop, whatever else is lost meanwhile. */
  | { readonly kind: 'searching' }
  | { readonly kind: 'over' };

/** What is looked for: a microphone for one that went away, or the same one anew. */
interface Search {
  readonly found: 'back' | 'rebuilt';
  readonly deviceId: string | undefined;
  readonly reason: CapstanError;
}

/** Keeps one take supplied: has another source opened where the present one ends or its clock fails. */
export class CaptureFailover {
  readonly #captures: CaptureSwitch;
  readonly #session: Session;
  readonly #options: FailoverOptions;
  readonly #tell: (event: SourceEvent) => void;
  readonly #giveUp: (reason: CapstanError) => void;
  readonly #ended = new AbortController();
  readonly #dropouts: Promise<DropoutMonitor | undefined>;
  #state: FailoverState = { kind: 'supplied' };

  constructor(
    session: Session,
    parts: { journal: JournalClient; captures: CaptureSwitch },
    options: FailoverOptions,
    hear: { tell: (event: SourceEvent) => void; giveUp: (reason: CapstanError) => void },
  ) {
    this.#captures = parts.captures;
    this.#session = session;
    this.#options = options;
    this.#tell = hear.tell;
    this.#giveUp = hear.giveUp;
    this.#dropouts = this.#watchDropouts(parts.journal);
  }

  /** The take is over: nothing is opened any more. */
  end(): void {
    this.#state = { kind: 'over' };
    this.#ended.abort(new DOMException('the take is over', 'AbortError'));
    void this.#dropouts.then((watch) => watch?.end());
  }

  /** Its code comes with the take: only a graph that is alone needs it. Without it some suspicions are not told. */
  async #watchDropouts(journal: JournalClient): Promise<DropoutMonitor | undefined> {
    try {
      const { DropoutMonitor } = await import('./dropout-monitor.ts');
      return this.#ended.signal.aborted ? undefined : new DropoutMonitor(this.#session, journal);
    } catch {
      return undefined;
    }
  }

  /** The present source gives nothing any more. */
  async lost(reason: CapstanError): Promise<void> {
    if (this.#state.kind !== 'supplied') return;
    const { source } = this.#session;
    // Chromium would go on with zeros in the place of the track.
    void source.close();
    if (reason.code === 'mic-lost') await this.#follow(reason);
    else await this.#search({ found: 'rebuilt', deviceId: source.deviceId, reason });
  }

  /** What the journal says of the audio clock. */
  async clock(state: ClockState): Promise<void> {
    if (this.#state.kind !== 'supplied' || this.#session.lost !== undefined) return;
    switch (state.kind) {
      case 'stalled':
        this.#session.source.revive();
        // Revived, it would run by now.
        if (state.ms > RETRY_MS) {
          const reason = new CapstanError('audio-clock-stalled');
          this.#session.lost = reason;
          await this.lost(reason);
        }
        break;
      case 'off':
        if (state.ppm < 0) this.#tell({ kind: 'slow' });
        break;
      case 'runs':
      case 'steady':
        break;
    }
  }

  /** What the person chose for a microphone that went away. */
  async #follow(reason: CapstanError): Promise<void> {
    const { source, asked } = this.#session;
    const { onLost } = this.#options;
    if (onLost === 'stop') return this.#giveUp(reason);
    this.#tell({ kind: 'away', label: source.label, policy: onLost });
    const deviceId = onLost === 'wait' ? (source.deviceId ?? asked.deviceId) : undefined;
    await this.#search({ found: 'back', deviceId, reason });
  }

  async #search(search: Search): Promise<void> {
    this.#state = { kind: 'searching' };
    while (this.#isSearching()) {
      const failure = await this.#tryReplace(search.deviceId);
      if (!this.#isSearching()) return;
      if (failure === undefined && this.#session.lost === undefined) {
        this.#state = { kind: 'supplied' };
        return this.#tell({ kind: search.found, label: this.#session.source.label });
      }
      if (failure !== undefined && !RETRYABLE_OPEN_ERRORS.includes(failure.code))
        return this.#giveUp(search.reason);
      // What was to be opened anew is not there any more.
      if (failure?.code === 'mic-not-found' && search.found === 'rebuilt') {
        return this.#follow(new CapstanError('mic-lost', this.#session.source.label));
      }
      await untilDevicesChange(this.#ended.signal);
    }
  }

  /** Ended from outside while something was awaited. */
  #isSearching(): boolean {
    return this.#state.kind === 'searching';
  }

  async #tryReplace(deviceId: string | undefined): Promise<CapstanError | undefined> {
    const { signal } = this.#ended;
    try {
      await this.#captures.replace(this.#session, { deviceId, capture: this.#options.capture, signal });
      return undefined;
    } catch (error) {
      return asCapstanError(error, 'mic-failed');
    }
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
    if (signal.aborted) done();
  });
}
