import { expose, transferHandlers } from 'comlink';
import { installErrorTransfer } from '../../shared/base/error-transfer.ts';
import type { ErrorCode } from '../../shared/base/errors.ts';
import { WORKER_READY } from '../../shared/base/worker-ready.ts';

/**
 * Answers calls from now on, and says so: a module that waits for its WebAssembly at top level would lose the
 * messages that came before.
 */
export function exposeService(service: object, fallback: ErrorCode): void {
  installErrorTransfer(transferHandlers, fallback);
  expose(service);
  postMessage(WORKER_READY);
}
