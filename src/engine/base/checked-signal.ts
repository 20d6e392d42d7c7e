import { refused } from '../../shared/base/refused.ts';

/** The signal; null counts as none. Throws `invalid-option` for anything else, such as the event of a click. */
export function checkedSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (signal == null || typeof signal.throwIfAborted === 'function') return signal ?? undefined;
  throw refused('signal', 'be an AbortSignal', signal);
}
