import type { RecorderEvents, RecorderState } from './recorder-state.ts';
import type { TypedEvents } from '../base/typed-events.ts';

/**
 * Keeps the screen on while a take is recorded or paused: a phone that falls asleep may take the microphone away. The
 * browser releases the lock whenever the page is hidden, so it is requested again when the page becomes visible.
 */
export function keepAwakeInTakes(
  recorder: Pick<TypedEvents<RecorderEvents>, 'on'> & { readonly state: RecorderState },
): void {
  const wakeLock = new WakeLock(
    () => recorder.state.kind === 'recording' || recorder.state.kind === 'paused',
  );
  void wakeLock.update();
  recorder.on('state', () => void wakeLock.update());
  document.addEventListener('visibilitychange', () => void wakeLock.update());
}

class WakeLock {
  readonly #wanted: () => boolean;
  #held: WakeLockSentinel | undefined;
  #asking = false;
  /** Whether something changed since the last request to the browser. */
  #changed = false;

  constructor(wanted: () => boolean) {
    this.#wanted = wanted;
  }

  /** Requests or releases the lock, whichever is wanted when its turn comes. */
  async update(): Promise<void> {
    this.#changed = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#changed) {
      this.#changed = false;
      await this.#settle();
    }
    this.#asking = false;
  }

  async #settle(): Promise<void> {
    try {
      if (this.#missing()) this.#held = await navigator.wakeLock.request('screen');
      if (!this.#wanted()) await this.#release();
    } catch {
      // Refused, for example on a low battery. Recording works without it.
    }
  }

  #missing(): boolean {
    const held = this.#held !== undefined && !this.#held.released;
    return this.#wanted() && !held && document.visibilityState === 'visible' && 'wakeLock' in navigator;
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    await held?.release();
  }
}
