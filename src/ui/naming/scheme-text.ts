import { isScheme, parseScheme, SCHEME_TOKENS } from '../../shared/take/name-scheme.ts';
import { MAX_NAME_LENGTH } from '../../shared/take/take-name.ts';
import * as words from '../words/later/naming.ts';

/** Why a scheme cannot be used, and what to do. Undefined if it can. */
export function schemeProblem(text: string): string | undefined {
  const parsed = parseScheme(text);
  if (isScheme(parsed)) return undefined;
  switch (parsed.kind) {
    case 'unknown':
      return words.unknownToken(parsed.written, SCHEME_TOKENS.map((token) => `{${token}}`).join(' '));
    case 'twice':
      return words.tokenStandsTwice(parsed.written);
    case 'open':
      return words.braceNotClosed;
    case 'empty':
      return words.schemeIsEmpty;
    case 'long':
      return words.nameTooLong(MAX_NAME_LENGTH);
  }
}
