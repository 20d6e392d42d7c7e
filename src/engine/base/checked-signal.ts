import { CapstanError } from '../../shared/base/errors.ts';

/** The signal; null counts as none. Throws `invalid-option` for anything else, such as the event of a click. */
export function checkedSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (signal == null || typeof signal.throwIfAborted === 'function') return signal ?? undefined;
  const found = Object.prototype.toString.call(signal);
  throw new CapstanError('invalid-option', `signal must be an AbortSignal, not ${found}`);
}
