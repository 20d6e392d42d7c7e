import { fromErrorRecord, toErrorRecord, type ErrorCode, type ErrorRecord } from './errors.ts';

/** The part of Comlink's `transferHandlers` map used here. It is passed in because this folder imports no package. */
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
 * Carries an error's code and detail across threads. Comlink's own handler keeps only name, message and stack. Call it
 * once per thread, on both sides.
 * @param fallback the code for an error that is not a CapstanError
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
