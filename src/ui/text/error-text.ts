import { EARLY_WORDS, type ErrorWords } from '../../shared/base/early-error-words.ts';
import type { ErrorCode } from '../../shared/base/errors.ts';

let wordsOf: ((code: ErrorCode) => ErrorWords) | undefined;

/** Not needed to show the page, so they come right after it. Never rejects; may be asked for again. */
export async function loadErrorWords(): Promise<void> {
  try {
    wordsOf ??= (await import('../../shared/base/error-words.ts')).errorWords;
  } catch {
    // `errorText` says so.
  }
}

/** Undefined where its words have not come yet. */
export function knownErrorText(code: ErrorCode): ErrorWords | undefined {
  return wordsOf === undefined ? earlyWords(code) : wordsOf(code);
}

/** Without its words, an error is told by its code. */
export function errorText(code: ErrorCode): ErrorWords {
  return (
    knownErrorText(code) ?? {
      title: `Something went wrong: ${code}`,
      advice: 'What there is to say about it did not load. Check the connection, then try again.',
    }
  );
}

function earlyWords(code: ErrorCode): ErrorWords | undefined {
  return code in EARLY_WORDS ? EARLY_WORDS[code as keyof typeof EARLY_WORDS] : undefined;
}
