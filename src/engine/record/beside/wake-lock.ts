import type { RecorderState } from '../recorder-state.ts';

type Awake = { readonly state: RecorderState };

const locks = new WeakMap<Awake, WakeLock>();

/**
 * Keeps the screen on while a take is recorded or paused: a phone that falls asleep may take the microphone away. The
 * browser releases the lock whenever the page is hidden, so it is requested again when the page becomes visible. Called
 * at each state of the recorder.
 */
export function keepAwakeInTakes(recorder: Awake): void {
  const lock = locks.get(recorder) ?? new WakeLock(() => inTake(recorder));
  locks.set(recorder, lock);
  // The page would keep the listener, and the recorder with it, for as long as it is there.
  if (inTake(recorder)) document.addEventListener('visibilitychange', lock.update);
  else document.removeEventListener('visibilitychange', lock.update);
  lock.update();
}

function inTake({ state }: Awake): boolean {
  return state.kind === 'recording' || state.kind === 'paused';
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

  readonly update = (): void => void this.#update();

  /** Requests or releases the lock, whichever is wanted when its turn comes. */
  async #update(): Promise<void> {
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
