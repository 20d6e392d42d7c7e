import { TypedEvents } from '../base/typed-events.ts';
import { closeStream, openMicrophone, type MicrophoneRequest } from './microphone.ts';

/** `unknown` if the browser does not report the status before it prompts. */
export type MicrophonePermissionStatus = 'granted' | 'denied' | 'prompt' | 'unknown';

interface PermissionEvents {
  change: MicrophonePermissionStatus;
}

/** The microphone permission: its status, its changes, and how to request it. */
export class MicrophonePermission extends TypedEvents<PermissionEvents> {
  #watched: Promise<globalThis.PermissionStatus> | undefined;
  readonly #ended = new AbortController();

  /** The current status. The first call also starts the `change` events. */
  async status(): Promise<MicrophonePermissionStatus> {
    const watched = (this.#watched ??= this.#watch());
    try {
      return (await watched).state;
    } catch {
      // Some browsers do not know the permission name 'microphone'.
      if (this.#watched === watched) this.#watched = undefined;
      return 'unknown';
    }
  }

  /**
   * Prompts the person, and opens the microphone for a moment. Resolves once that worked; rejects with a `mic-…` error
   * otherwise, or with the signal's reason.
   */
  async request(which?: Pick<MicrophoneRequest, 'deviceId' | 'signal'> | null): Promise<void> {
    closeStream((await openMicrophone(which ?? {})).stream);
  }

  /** Ends the `change` events: the browser keeps their listener for as long as the page is there. */
  end(): void {
    this.#ended.abort();
  }

  async #watch(): Promise<globalThis.PermissionStatus> {
    const status = await navigator.permissions.query({ name: 'microphone' });
    status.addEventListener('change', () => this.emit('change', status.state), {
      signal: this.#ended.signal,
    });
    return status;
  }
}
