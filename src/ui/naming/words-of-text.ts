import { cutText } from '../../shared/base/cut-text.ts';
import { MAX_NAME_LENGTH } from '../../shared/take/take-name.ts';

/** One word for each line of `text`. A word may hold spaces. Empty lines are left out. */
export function wordsOfText(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => cutText(line.replace(/\s+/g, ' ').trim(), MAX_NAME_LENGTH))
    .filter((word) => word !== '');
}
