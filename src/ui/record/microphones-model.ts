import { listDevices, type MicrophoneInfo } from '../../engine/microphone/microphone.ts';
import { policyAllowsMicrophone } from '../../engine/microphone/microphone-errors.ts';
import { MicrophonePermission, type MicrophonePermissionStatus } from '../../engine/microphone/permission.ts';
import type { CapstanError, ErrorCode } from '../../shared/base/errors.ts';
import { Model } from '../kit/model.ts';

/** Device ids of the default microphone, which Chromium lists beside the devices themselves. */
const ALIASES = ['', 'default', 'communications'];

const MENDED_OUTSIDE: readonly ErrorCode[] = ['mic-in-use', 'mic-blocked-by-system'];

/** Keys of the notices that are out of date once there is a microphone. */
export const OBSTACLE_NOTICES: readonly string[] = [
  'error-mic-denied',
  'error-mic-not-found',
  'error-mic-blocked-by-policy',
  'error-mic-in-use',
  'error-mic-blocked-by-system',
  'error-mic-dismissed',
  'error-mic-failed',
];

/** The available microphones, and whether the page may use them. */
export class MicrophonesModel extends Model {
  readonly #permission = new MicrophonePermission();
  #list: readonly MicrophoneInfo[] = [];
  #none = false;
  /** Whether an empty list can be trusted. Some browsers list nothing before permission is given. */
  #certain = false;
  /** Opening a microphone failed because there was none. */
  #missed = false;
  #status: MicrophonePermissionStatus = 'unknown';
  #failure: ErrorCode | undefined;

  get list(): readonly MicrophoneInfo[] {
    return this.#list;
  }

  /** Whether the browser lists no microphone at all. */
  get none(): boolean {
    return this.#none;
  }

  get permission(): MicrophonePermissionStatus {
    return this.#status;
  }

  /** Why the last attempt failed, if that can be mended outside the page. Trying again may work at any time. */
  get failure(): ErrorCode | undefined {
    return this.#failure;
  }

  /** What certainly prevents opening a microphone. Undefined in doubt: trying will show. */
  get obstacle(): ErrorCode | undefined {
    if (this.#status === 'denied')
      return policyAllowsMicrophone(document as object) ? 'mic-denied' : 'mic-blocked-by-policy';
    const certain = this.#certain || this.#missed || this.#status === 'granted';
    return this.#none && certain ? 'mic-not-found' : undefined;
  }

  async start(): Promise<void> {
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#changedOutside());
    this.#permission.on('change', (status) => {
      this.#status = status;
      this.#changedOutside();
    });
    this.#status = await this.#permission.status();
    await this.refresh();
  }

  /** Asks the browser for this microphone, whatever is known. Throws a `mic-…` error if it does not give it. */
  async ask(deviceId?: string): Promise<void> {
    await this.#permission.request({ deviceId }).catch(async (error: unknown) => {
      // The browser refuses its own question when the microphone is allowed beside it.
      if ((await this.#permission.status()) !== 'granted') throw error;
      await this.#permission.request({ deviceId });
    });
    // The microphone was given, whatever status the browser reports.
    this.#status = 'granted';
    this.#failure = undefined;
    await this.refresh();
  }

  /** Records the error from opening a microphone. */
  learn({ code }: CapstanError): void {
    this.#missed = code === 'mic-not-found';
    this.#failure = MENDED_OUTSIDE.includes(code) ? code : undefined;
    this.changed();
  }

  /** A microphone was opened. */
  opened(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.changed();
  }

  #changedOutside(): void {
    this.#missed = false;
    this.#failure = undefined;
    this.changed();
    void this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      const devices = await listDevices();
      const all = devices.filter(({ kind }) => kind === 'audioinput');
      this.#none = all.length === 0;
      this.#certain = devices.length > 0;
      this.#list = all.filter(({ deviceId }) => !ALIASES.includes(deviceId));
    } catch {
      // A browser that does not list its devices can still open the default one.
      this.#none = false;
      this.#certain = false;
      this.#list = [];
    }
    this.changed();
  }
}
