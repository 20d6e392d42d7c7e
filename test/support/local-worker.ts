import { expose } from 'comlink';
import { WORKER_READY } from '../../src/shared/base/worker-ready.ts';

/** A worker whose service runs in the test's own thread, with the part of `Worker` that Comlink and the bridge use. */
export class LocalWorker extends EventTarget {
  readonly #channel = new MessageChannel();

  /** @param serve makes the worker's service; undefined if its code does not load */
  constructor(serve: (worker: LocalWorker) => object | undefined) {
    super();
    const { port1, port2 } = this.#channel;
    const service = serve(this);
    port1.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data }));
    if (service === undefined) queueMicrotask(() => this.die());
    else {
      expose(service, port2);
      queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: WORKER_READY })));
    }
  }

  postMessage(message: unknown, transfer: never[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.#channel.port1.close();
  }

  die(): void {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: 'killed' }));
  }
}
