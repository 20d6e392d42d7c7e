import { cutText } from '../base/cut-text.ts';
import { READABLE_ENDINGS } from './readable-files.ts';
import { MAX_NAME_LENGTH } from '../take/take-name.ts';
import { wellFormed } from '../base/utf8.ts';

/** The take name for an opened file: the file name without an audio file extension. Other extensions are kept. */
export function titleOf(fileName: string): string {
  const ending = new RegExp(`\\.(${READABLE_ENDINGS.join('|')})$`, 'i');
  const title = wellFormed(fileName.replace(ending, '').trim());
  return cutText(title, MAX_NAME_LENGTH).trim() || 'Opened file';
}
