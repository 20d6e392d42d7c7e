import { cutText } from '../base/cut-text.ts';
import { encodeUtf8 } from '../base/utf8.ts';

/** Linux and macOS allow 255 bytes. The extension and a number for a second copy need some of them. */
const MAX_BYTES = 200;
const MAX_CODE_POINTS = 120;
const FALLBACK = 'Take';
/** Device names that Windows reserves, with or without an extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;
/** The number that distinguishes takes of the same name. */
const NUMBER = /( \(\d{1,4}\)|-\d{1,4})$/;

/**
 * Makes a file name that every system accepts from a take's name. Path separators, control and reserved characters
 * become spaces, leading and trailing dots and spaces are removed, and the name is cut without splitting a character. A
 * number at its end is kept.
 */
export function safeFileName(name: string, extension: string): string {
  const cleaned = name
    .normalize('NFC')

    .replace(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  // Cutting may produce a reserved name.
  const stem = unreserved(shortened(unreserved(cleaned)));
  return `${stem}.${extension}`;
}

function unreserved(name: string): string {
  return name === '' || RESERVED.test(name) ? `${FALLBACK} ${name}`.trim() : name;
}

function shortened(name: string): string {
  const number = NUMBER.exec(name)?.[0] ?? '';
  const rest = name.slice(0, name.length - number.length);
  const few = cutText(rest, MAX_CODE_POINTS - number.length, (part) => Array.from(part).length);
  const short = cutText(few, MAX_BYTES - number.length, (part) => encodeUtf8(part).length);
  return short.replace(/[. ]+$/, '') + number;
}
