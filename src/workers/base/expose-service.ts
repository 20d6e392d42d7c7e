import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../../shared/base/error-transfer.ts';
import type { ErrorCode } from '../../shared/base/errors.ts';
import { WORKER_READY } from '../../shared/base/worker-ready.ts';

/**
 * Answers calls from now on, and posts `WORKER_READY`: a module that waits for its WebAssembly at top level would lose
 * messages that arrived earlier.
 */
export function exposeService(service: object, fallback: ErrorCode): void {
  installErrorTransfer(transferHandlers, fallback);
  expose(service);
  postMessage(WORKER_READY);
}
