import { TypedEvents } from '../base/typed-events.ts';
import { closeStream, openMicrophone } from './microphone.ts';

/** `unknown` where the browser does not tell before it is asked. */
export type MicrophonePermissionStatus = 'granted' | 'denied' | 'prompt' | 'unknown';

interface PermissionEvents {
  change: MicrophonePermissionStatus;
}

/** The microphone's permission: its status, asking for it, and its changes. */
export class MicrophonePermission extends TypedEvents<PermissionEvents> {
  #watched: globalThis.PermissionStatus | undefined;

  /** The present status. From the first call on, `change` events come. */
  async status(): Promise<MicrophonePermissionStatus> {
    try {
      this.#watched ??= await this.#watch();
      return this.#watched.state;
    } catch {
      // Some browsers do not know the name 'microphone' here.
      return 'unknown';
    }
  }

  /** Asks the person. Resolves once granted; throws a `mic-…` error otherwise. */
  async request(signal?: AbortSignal): Promise<void> {
    closeStream((await openMicrophone({ signal })).stream);
  }

  async #watch(): Promise<globalThis.PermissionStatus> {
    const status = await navigator.permissions.query({ name: 'microphone' });
    status.addEventListener('change', () => this.emit('change', status.state));
    return status;
  }
}
