import type { RecorderEvents, RecorderState } from './recorder-state.ts';
import type { TypedEvents } from '../base/typed-events.ts';

/**
 * Keeps the screen on while a take is recorded or paused: a phone that falls asleep may take the microphone away. The
 * browser lets go of the lock whenever the page is hidden, so it is asked for again when the page is seen.
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
  /** Something changed since the browser was asked last. */
  #changed = false;

  constructor(wanted: () => boolean) {
    this.#wanted = wanted;
  }

  /** Asks for the lock, or lets it go, as is wanted by then. */
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
      // Refused, as with a battery that is nearly empty. Recording does not need it.
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
