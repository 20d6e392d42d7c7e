import { isScheme, parseScheme, SCHEME_TOKENS } from '../../shared/take/name-scheme.ts';
import { MAX_NAME_LENGTH } from '../../shared/take/take-name.ts';

/** Why a scheme cannot be used, and what to do. Undefined if it can. */
export function schemeProblem(text: string): string | undefined {
  const parsed = parseScheme(text);
  if (isScheme(parsed)) return undefined;
  switch (parsed.kind) {
    case 'unknown':
      return `{${parsed.written}} is unknown. Use ${SCHEME_TOKENS.map((token) => `{${token}}`).join(' ')} or {n:03}.`;
    case 'twice':
      return `{${parsed.written}} stands twice. Use it once.`;
    case 'open':
      return 'A { is not closed. Write {{ for the sign itself.';
    case 'empty':
      return 'Write a name, or use the buttons.';
    case 'long':
      return `A name has at most ${MAX_NAME_LENGTH} characters.`;
  }
}
