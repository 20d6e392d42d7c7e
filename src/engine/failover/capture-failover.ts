import { asCapstanError, CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import type { ClockState } from '../../shared/journal/journal-notices.ts';
import type { WayKind } from '../../shared/journal/capture-link.ts';
import type { CaptureSwitch } from '../opening/capture-switch.ts';
import type { DropoutMonitor } from './dropout-monitor.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { CaptureWays } from '../microphone/microphone.ts';
import type { Session } from '../capture/session.ts';

/**
 * What a take does when its microphone goes away: `next` continues on the system's default microphone, `wait` waits for
 * the same one to return, `stop` ends the take.
 */
export type LostPolicy = 'next' | 'wait' | 'stop';

export interface FailoverOptions {
  readonly onLost: LostPolicy;
  readonly capture: CaptureWays;
}

/** A change in where a take's frames come from. */
export type SourceEvent =
  /** The microphone is gone. The take continues, but records nothing until a microphone is available. */
  | { readonly kind: 'away'; readonly label: string; readonly policy: 'next' | 'wait' }
  /** Frames arrive again, from the microphone with this label. */
  | { readonly kind: 'back'; readonly label: string }
  /** The microphone was still connected but delivered nothing more, so it was reopened. */
  | { readonly kind: 'rebuilt'; readonly label: string }
  /** The audio clock runs slow, and no other capture path (way) makes up for it. */
  | { readonly kind: 'slow' }
  /** The browser delivers different sound on the two capture paths; this one is no longer used. */
  | { readonly kind: 'foreign'; readonly way: WayKind };

/** Interval between retries when no device event arrives. A clock that is stalled for longer is given up. */
const RETRY_MS = 2000;

/** Errors after which another attempt to open a microphone may succeed. */
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
  /** Another source is being looked for. There is one search loop, whatever else is lost meanwhile. */
  | { readonly kind: 'searching' }
  | { readonly kind: 'over' };

/** What is looked for: a replacement for a lost microphone (`back`), or the same one reopened (`rebuilt`). */
interface Search {
  readonly found: 'back' | 'rebuilt';
  readonly deviceId: string | undefined;
  readonly reason: CapstanError;
}

/** Keeps one take supplied with frames: opens another source when the current one ends or its clock fails. */
export class CaptureFailover {
  readonly #captures: CaptureSwitch;
  readonly #session: Session;
  readonly #options: FailoverOptions;
  readonly #tell: (event: SourceEvent) => void;
  readonly #giveUp: (reason: CapstanError) => void;
  readonly #ended = new AbortController();
  #dropouts: DropoutMonitor | undefined;
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
    void this.#watchDropouts(parts.journal);
  }

  /** The take is over: opens nothing from here on. */
  end(): void {
    this.#state = { kind: 'over' };
    this.#ended.abort(new DOMException('the take is over', 'AbortError'));
    // At once, so that the journal gets its last report before it is asked to finish the take.
    this.#dropouts?.end();
  }

  /**
   * Loads the monitor with the take, because only an audio graph that is the sole capture path needs it. If it does not
   * load, some suspected dropouts go unreported.
   */
  async #watchDropouts(journal: JournalClient): Promise<void> {
    try {
      const { DropoutMonitor } = await import('./dropout-monitor.ts');
      if (!this.#ended.signal.aborted) this.#dropouts = new DropoutMonitor(this.#session, journal);
    } catch {
      // It did not load.
    }
  }

  /** The current source delivers nothing more. */
  async lost(reason: CapstanError): Promise<void> {
    if (this.#state.kind !== 'supplied') return;
    const { source } = this.#session;
    // If it stayed open, Chromium would deliver zeros in place of the track.
    source.close().catch(() => {});
    if (reason.code === 'mic-lost') await this.#follow(reason);
    else await this.#search({ found: 'rebuilt', deviceId: source.deviceId, reason });
  }

  /** Handles the journal's notices about the audio clock. */
  async clock(state: ClockState): Promise<void> {
    if (this.#state.kind !== 'supplied' || this.#session.lost !== undefined) return;
    switch (state.kind) {
      case 'stalled':
        this.#session.source.revive();
        // If reviving had worked, the clock would run by now.
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

  /** Follows the chosen policy for a microphone that went away. */
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
      // The microphone to reopen is no longer there.
      if (failure?.code === 'mic-not-found' && search.found === 'rebuilt') {
        return this.#follow(new CapstanError('mic-lost', this.#session.source.label));
      }
      await untilDevicesChange(this.#ended.signal);
    }
  }

  /** `end` may be called while the search loop awaits something. */
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

/** Resolves when a device comes or goes, after `RETRY_MS`, or when the signal is aborted. */
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
