/** A worker's first message. From then on the worker answers calls. */
export const WORKER_READY = 'capstan-worker-ready';
