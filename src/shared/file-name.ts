import { encodeUtf8 } from './utf8.ts';

/** Linux and macOS take 255 bytes; the extension and a number for a second copy need some of them. */
const MAX_BYTES = 200;
const MAX_CHARACTERS = 120;
const FALLBACK = 'Take';
/** Device names that Windows reserves, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * A file name that every system takes, from a take's name: path separators, control and reserved characters become
 * spaces, leading and trailing dots go, the length is cut without splitting a character.
 */
export function safeFileName(name: string, extension: string): string {
  const cleaned = name
    .normalize('NFC')

    .replace(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const short = shortened(cleaned).replace(/[. ]+$/, '');
  const stem = short === '' || RESERVED.test(short) ? `${FALLBACK} ${short}`.trim() : short;
  return `${stem}.${extension}`;
}

function shortened(name: string): string {
  let short = '';
  let bytes = 0;
  for (const character of Array.from(name).slice(0, MAX_CHARACTERS)) {
    bytes += encodeUtf8(character).length;
    if (bytes > MAX_BYTES) break;
    short += character;
  }
  return short;
}
