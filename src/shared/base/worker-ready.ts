/** A worker's first message: from then on it answers calls. */
export const WORKER_READY = 'capstan-worker-ready';
