import { listMicrophones, type MicrophoneInfo } from '../engine/microphone.ts';
import { MicrophonePermission, type PermissionStatus } from '../engine/permission.ts';
import { Model } from './model.ts';

/** Names of the default that Chromium lists beside the devices themselves. */
const ALIASES = ['', 'default', 'communications'];

/** The microphones there are, and whether the page may use them. */
export class MicrophonesModel extends Model {
  readonly #permission = new MicrophonePermission();
  #list: readonly MicrophoneInfo[] = [];
  #none = false;
  #status: PermissionStatus = 'unknown';

  get list(): readonly MicrophoneInfo[] {
    return this.#list;
  }

  /** Whether the browser knows of no microphone at all. */
  get none(): boolean {
    return this.#none;
  }

  get permission(): PermissionStatus {
    return this.#status;
  }

  async start(): Promise<void> {
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.refresh());
    this.#permission.on('change', (status) => {
      this.#status = status;
      this.changed();
      void this.refresh();
    });
    this.#status = await this.#permission.status();
    await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      const all = await listMicrophones();
      this.#none = all.length === 0;
      this.#list = all.filter(({ deviceId }) => !ALIASES.includes(deviceId));
    } catch {
      // A browser that does not list devices still opens its default.
      this.#none = false;
      this.#list = [];
    }
    this.changed();
  }
}
