import { fromErrorRecord, toErrorRecord, type ErrorCode, type ErrorRecord } from './errors.ts';

/** The part of Comlink's `transferHandlers` map used here; passed in, since this room imports no package. */
interface HandlerMap {
  get(name: string): unknown;
  set(name: string, handler: never): unknown;
}

interface ThrowHandler {
  canHandle(value: unknown): boolean;
  serialize(value: { value: unknown }): [unknown, unknown[]];
  deserialize(record: unknown): never;
}

/**
 * Lets code and detail of an error cross a thread: Comlink's own handler keeps only name, message and stack.
 * Called once per thread, on both sides.
 */
export function installErrorTransfer(handlers: HandlerMap, fallback: ErrorCode): void {
  const original = handlers.get('throw') as ThrowHandler;
  const handler: ThrowHandler = {
    canHandle: (value) => original.canHandle(value),
    serialize: ({ value }) => [toErrorRecord(value, fallback), []],
    deserialize: (record) => {
      throw fromErrorRecord(record as ErrorRecord);
    },
  };
  handlers.set('throw', handler as never);
}
