import { cutText } from '../base/cut-text.ts';
import { safeFileName } from './file-name.ts';
import { MAX_NAME_LENGTH } from './take-name.ts';

/** What can stand in braces in a scheme. */
export const SCHEME_TOKENS = ['name', 'n', 'date', 'time', 'speaker', 'marker', 'word'] as const;
export type SchemeToken = (typeof SCHEME_TOKENS)[number];

/** A text, or a token. `digits`: the number is filled with zeros to this length. */
export type SchemePart = { readonly kind: 'text'; readonly text: string } | TokenPart;

type TokenPart =
  | { readonly kind: 'token'; readonly token: Exclude<SchemeToken, 'n'> }
  | { readonly kind: 'number'; readonly digits: number };

export type Scheme = readonly SchemePart[];

/** Why a text is no scheme. `written`: what stands in the braces. */
export type SchemeProblem =
  | { readonly kind: 'unknown' | 'twice'; readonly written: string }
  | { readonly kind: 'open' | 'empty' | 'long' };

/** What the tokens stand for. A missing or empty one is left out of the name, with the separator beside it. */
export interface SchemeValues {
  readonly at: Date;
  readonly name?: string | undefined;
  readonly speaker?: string | undefined;
  readonly marker?: string | undefined;
  readonly word?: string | undefined;
}

const NUMBER = /^n(?::0([1-9]))?$/;
/** Longer numbers are not counted on. */
const COUNTED_DIGITS = '\\d{1,9}';
const SEPARATORS_BEFORE = /[\s_.,-]+$/;
const SEPARATORS_AFTER = /^[\s_.,-]+/;

/**
 * Reads a scheme such as `ada_{n:03}`. `{{` and `}}` stand for the braces themselves, and so does a `}` alone. Each token
 * may stand once.
 */
export function parseScheme(text: string): Scheme | SchemeProblem {
  if (text.trim() === '') return { kind: 'empty' };
  if (text.length > MAX_NAME_LENGTH) return { kind: 'long' };
  const parts: SchemePart[] = [];
  const seen = new Set<string>();
  // In this order: a doubled brace, a token, a brace without its counterpart, text.
  for (const [piece, token] of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g)) {
    if (piece === '{') return { kind: 'open' };
    if (token === undefined) {
      addText(parts, piece === '{{' ? '{' : piece === '}}' ? '}' : piece);
      continue;
    }
    const part = tokenPart(token.trim());
    if (part === undefined) return { kind: 'unknown', written: token };
    const name = part.kind === 'number' ? 'n' : part.token;
    if (seen.has(name)) return { kind: 'twice', written: token };
    seen.add(name);
    parts.push(part);
  }
  return parts;
}

export function isScheme(parsed: Scheme | SchemeProblem): parsed is Scheme {
  return Array.isArray(parsed);
}

/** The text that `parseScheme` reads as this scheme. */
export function schemeText(scheme: Scheme): string {
  return scheme
    .map((part) => {
      if (part.kind === 'text') return part.text.replace(/[{}]/g, (brace) => brace + brace);
      if (part.kind === 'token') return `{${part.token}}`;
      return part.digits > 1 ? `{n:0${part.digits}}` : '{n}';
    })
    .join('');
}

/**
 * The name by a scheme, at most MAX_NAME_LENGTH long. Where that is too little, the longest value is cut. Empty if no
 * token has a value and there is no text.
 */
export function formatName(scheme: Scheme, values: SchemeValues & { readonly n: number }): string {
  const pieces = resolve(scheme, values).map((piece) =>
    piece.kind === 'number' ? { ...piece, text: String(values.n).padStart(piece.digits, '0') } : piece,
  );
  let excess = pieces.reduce((sum, { text }) => sum + text.length, 0) - MAX_NAME_LENGTH;
  while (excess > 0) {
    const longest = pieces.filter(({ kind }) => kind !== 'number').sort(byLength)[0];
    if (longest === undefined || longest.text === '') break;
    const cut = cutText(longest.text, Math.max(0, longest.text.length - excess));
    excess -= longest.text.length - cut.length;
    longest.text = cut;
  }
  return cutText(pieces.map(({ text }) => text).join(''), MAX_NAME_LENGTH).trim();
}

/**
 * The pattern of the names of a scheme, whose numbers `numberIn` finds. They have the same texts, date and speaker, and
 * any time, word, marker and `{name}`. Undefined if the scheme has no number.
 */
export function numberPattern(scheme: Scheme, values: SchemeValues): string | undefined {
  if (!scheme.some(({ kind }) => kind === 'number')) return undefined;
  const pattern = resolve(scheme, values).map(({ kind, text }) => {
    if (kind === 'number') return `(${COUNTED_DIGITS})`;
    if (kind === 'time') return '\\d\\d-\\d\\d';
    return kind === 'any' ? '.*?' : quoted(text.normalize('NFC'));
  });
  return `^\\s*${pattern.join('')}\\s*$`;
}

/** The number of a name of this pattern; 0 if it is another name. */
export function numberIn(name: string, pattern: RegExp): number {
  return Number(pattern.exec(name.normalize('NFC'))?.[1] ?? 0);
}

/** What makes two names the same: the file names that they give, without regard to case. */
export function nameKey(name: string): string {
  return safeFileName(name, '').toLowerCase();
}

/** `name` for the first, `name-2` for the second and so on, at most MAX_NAME_LENGTH long. */
export function dashedName(name: string, nth: number): string {
  if (nth === 1) return name;
  const number = `-${nth}`;
  return cutText(name, MAX_NAME_LENGTH - number.length).trim() + number;
}

/** A part of a name. `same`: names of the same scheme have the same text here. `any`: they may have any. */
interface Piece {
  readonly kind: 'same' | 'any' | 'time' | 'number';
  text: string;
  readonly digits: number;
}

function resolve(scheme: Scheme, values: SchemeValues): Piece[] {
  const pieces: Piece[] = [];
  /** Whether a token without a value was the first of all, so that the separator after it goes too. */
  let bare = false;
  for (const part of scheme) {
    if (part.kind === 'number') pieces.push({ kind: 'number', text: '', digits: part.digits });
    else if (part.kind === 'text') {
      const text = bare ? part.text.replace(SEPARATORS_AFTER, '') : part.text;
      pieces.push({ kind: 'same', text, digits: 0 });
    } else {
      const text = valueOf(part.token, values);
      if (text !== '') pieces.push({ kind: kindOf(part.token), text, digits: 0 });
      else {
        const last = pieces.at(-1);
        if (last?.kind === 'same') last.text = last.text.replace(SEPARATORS_BEFORE, '');
      }
    }
    bare = pieces.every(({ kind, text }) => kind !== 'number' && text === '');
  }
  return pieces;
}

function valueOf(token: Exclude<SchemeToken, 'n'>, values: SchemeValues): string {
  const { at } = values;
  if (token === 'date') return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  if (token === 'time') return `${two(at.getHours())}-${two(at.getMinutes())}`;
  return (values[token] ?? '').replace(/\s+/g, ' ').trim();
}

function kindOf(token: Exclude<SchemeToken, 'n'>): Piece['kind'] {
  if (token === 'time') return 'time';
  return token === 'date' || token === 'speaker' ? 'same' : 'any';
}

function tokenPart(written: string): TokenPart | undefined {
  const number = NUMBER.exec(written);
  if (number !== null) return { kind: 'number', digits: Number(number[1] ?? 1) };
  const token = SCHEME_TOKENS.find((known) => known === written);
  return token === undefined || token === 'n' ? undefined : { kind: 'token', token };
}

function addText(parts: SchemePart[], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
  else parts.push({ kind: 'text', text });
}

function byLength(a: Piece, b: Piece): number {
  return b.text.length - a.text.length;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
