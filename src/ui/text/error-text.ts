import { EARLY_WORDS, type ErrorWords } from '../../shared/base/early-error-words.ts';
import type { ErrorCode } from '../../shared/base/errors.ts';
import * as words from '../words/sound.ts';

let wordsOf: ((code: ErrorCode) => ErrorWords) | undefined;

/**
 * Loads the error texts. They are not needed to show the page, so they are loaded right after it. Never rejects, and
 * may be called again.
 */
export async function loadErrorWords(): Promise<void> {
  try {
    wordsOf ??= (await import('../../shared/base/error-words.ts')).errorWords;
  } catch {
    // `errorText` reports this.
  }
}

/** Undefined while its text is not loaded. */
export function knownErrorText(code: ErrorCode): ErrorWords | undefined {
  return wordsOf === undefined ? earlyWords(code) : wordsOf(code);
}

/** An error whose text is not loaded is described by its code. */
export function errorText(code: ErrorCode): ErrorWords {
  return (
    knownErrorText(code) ?? {
      title: words.somethingWrong(code),
      advice: words.errorTextMissing,
    }
  );
}

function earlyWords(code: ErrorCode): ErrorWords | undefined {
  return code in EARLY_WORDS ? EARLY_WORDS[code as keyof typeof EARLY_WORDS] : undefined;
}
