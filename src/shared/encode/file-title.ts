import { cutText } from '../base/cut-text.ts';
import { READABLE_ENDINGS } from './readable-files.ts';
import { MAX_NAME_LENGTH } from '../take/take-name.ts';
import { wellFormed } from '../base/utf8.ts';

/** A file's name as a take's: without the ending of an audio file, which is all that is no part of the name. */
export function titleOf(fileName: string): string {
  const ending = new RegExp(`\\.(${READABLE_ENDINGS.join('|')})$`, 'i');
  const title = wellFormed(fileName.replace(ending, '').trim());
  return cutText(title, MAX_NAME_LENGTH).trim() || 'Opened file';
}
