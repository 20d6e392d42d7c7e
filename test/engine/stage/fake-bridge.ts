import type { Remote } from 'comlink';
import type { Bridge } from '../../../src/engine/base/worker-bridge.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';

/** A worker in the test's own thread, which can be killed. */
export class FakeBridge<Api extends object> implements Bridge<Api> {
  dead = false;
  /** Whether the page ended it, as a worker that died has to be too. */
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

  /** It dies of what it is asked next. */
  dieWhenCalled(): void {
    this.#dying = true;
  }

  /** It dies by itself. */
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
