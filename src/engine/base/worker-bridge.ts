import { releaseProxy, transferHandlers, wrap, type Remote } from 'comlink';
import { installErrorTransfer } from '../../shared/base/error-transfer.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { WORKER_READY } from '../../shared/base/worker-ready.ts';

installErrorTransfer(transferHandlers, 'worker-crashed');

const START_PATIENCE_MS = 20_000;

/** What users of a running worker need. */
export type Bridge<Api extends object> = Pick<WorkerBridge<Api>, 'call' | 'onDeath' | 'terminate' | 'dead'>;

/** One worker and the calls to it. If it dies or is terminated, pending calls are rejected with `worker-crashed`. */
export class WorkerBridge<Api extends object> {
  readonly #worker: Worker;
  readonly #api: Remote<Api>;
  /** Rejects when the worker dies; never resolves. */
  readonly #death: Promise<never>;
  #die: (error: CapstanError) => void = () => {};
  #dead = false;
  /** Pending calls. `Promise.race` with `#death` would retain every answer for as long as the worker lives. */
  readonly #waiting = new Set<(error: CapstanError) => void>();

  private constructor(worker: Worker, name: string) {
    this.#worker = worker;
    this.#api = wrap<Api>(worker);
    this.#death = new Promise((_, reject) => (this.#die = reject));
    this.#death.catch((error: CapstanError) => {
      this.#dead = true;
      for (const reject of this.#waiting) reject(error);
      this.#waiting.clear();
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#die(new CapstanError('worker-crashed', `${name}: ${event.message || 'did not load'}`));
    });
    worker.addEventListener('messageerror', () =>
      this.#die(new CapstanError('worker-crashed', `${name}: a message could not be read`)),
    );
  }

  /** Starts a worker and waits until it answers calls. */
  static async start<Api extends object>(name: string, create: () => Worker): Promise<WorkerBridge<Api>> {
    const worker = create();
    const bridge = new WorkerBridge<Api>(worker, name);
    try {
      await Promise.race([untilReady(worker, name), bridge.#death]);
    } catch (error) {
      bridge.terminate();
      throw error;
    }
    return bridge;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Calls the worker. The message is posted before this returns. */
  call<Result>(send: (api: Remote<Api>) => Promise<Result>): Promise<Result> {
    if (this.#dead) return this.#death;
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      send(this.#api)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject))
        .catch(() => {});
    });
  }

  /** Calls the listener once when the worker dies or is terminated, also if it already has. */
  onDeath(listener: (error: CapstanError) => void): void {
    this.#death.catch(listener);
  }

  terminate(reason: CapstanError = new CapstanError('worker-crashed', 'ended')): void {
    if (!this.#dead) this.#api[releaseProxy]();
    this.#worker.terminate();
    this.#die(reason);
  }
}

function untilReady(worker: Worker, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new CapstanError('worker-crashed', `${name}: did not start in time`)),
      START_PATIENCE_MS,
    );
    worker.addEventListener('message', function listen(event: MessageEvent<unknown>) {
      if (event.data !== WORKER_READY) return;
      worker.removeEventListener('message', listen);
      clearTimeout(late);
      resolve();
    });
  });
}
