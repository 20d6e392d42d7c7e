import type { Worker as Thread } from 'node:worker_threads';
import { startThread } from './node-thread.ts';

/** The parts of a web worker's global scope that a Node thread lacks. */
const SCOPE = `
import { parentPort } from 'node:worker_threads';
const listeners = new Map();
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
globalThis.addEventListener = (type, listener) => {
  const listen = (data) => (listener.handleEvent ?? listener).call(listener, { data, origin: '' });
  listeners.set(listener, listen);
  parentPort.on(type, listen);
};
globalThis.removeEventListener = (type, listener) => parentPort.off(type, listeners.get(listener));
`;

/** A web worker made from a Node thread, with the part of `Worker` that Comlink and the bridge use. */
export class WebWorker extends EventTarget {
  readonly #thread: Thread;
  readonly ended: Promise<void>;

  constructor(code: string) {
    super();
    this.#thread = startThread(`${SCOPE}\n${code}`);
    this.#thread.on('message', (data) => this.dispatchEvent(new MessageEvent('message', { data })));
    this.#thread.on('messageerror', () => this.dispatchEvent(new Event('messageerror')));
    this.#thread.on('error', (error) =>
      this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: error.message })),
    );
    this.ended = new Promise((resolve) => this.#thread.once('exit', () => resolve()));
  }

  postMessage(message: unknown, transfer?: never[]): void {
    this.#thread.postMessage(message, transfer);
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}
