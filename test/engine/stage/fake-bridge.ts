import type { Remote } from 'comlink';
import type { Bridge } from '../../../src/engine/base/worker-bridge.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';

/** A worker in the test's own thread. A test can kill it. */
export class FakeBridge<Api extends object> implements Bridge<Api> {
  dead = false;
  /** Whether the page terminated it. A worker that died has to be terminated too. */
  terminated = false;
  readonly api: Api;
  #dying = false;
  readonly #onEnd: () => void;
  readonly #listeners: ((error: CapstanError) => void)[] = [];
  readonly #waiting = new Set<(error: CapstanError) => void>();

  constructor(api: Api, onEnd: () => void = () => {}) {
    this.api = api;
    this.#onEnd = onEnd;
  }

  call<Result>(send: (api: Remote<Api>) => Promise<Result>): Promise<Result> {
    if (this.dead) return Promise.reject(new CapstanError('worker-crashed', 'dead'));
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      if (this.#dying) return this.die();
      const done = () => this.#waiting.delete(reject);
      Promise.resolve()
        .then(() => send(this.api as unknown as Remote<Api>))
        .then(resolve, reject)
        .then(done, done);
    });
  }

  onDeath(listener: (error: CapstanError) => void): void {
    this.#listeners.push(listener);
  }

  /** The worker dies at its next call. */
  dieWhenCalled(): void {
    this.#dying = true;
  }

  /** The worker dies by itself. */
  die(error = new CapstanError('worker-crashed', 'killed')): void {
    if (this.dead) return;
    this.dead = true;
    this.#onEnd();
    for (const reject of this.#waiting) reject(error);
    for (const listener of this.#listeners) queueMicrotask(() => listener(error));
  }

  terminate(reason?: CapstanError): void {
    this.terminated = true;
    this.die(reason);
  }
}
