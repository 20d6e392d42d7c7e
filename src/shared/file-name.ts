const MAX_LENGTH = 120;
const FALLBACK = 'Take';
/** Device names that Windows reserves, whatever the extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * A file name that every system takes, from a take's name: path separators, control and reserved characters become
 * spaces, leading and trailing dots go, the length is cut without splitting a character.
 */
export function safeFileName(name: string, extension: string): string {
  const cleaned = name
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const short = Array.from(cleaned).slice(0, MAX_LENGTH).join('').trim();
  const stem = short === '' || RESERVED.test(short) ? `${FALLBACK} ${short}`.trim() : short;
  return `${stem}.${extension}`;
}
