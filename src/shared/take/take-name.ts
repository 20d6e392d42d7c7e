import { cutText } from '../base/cut-text.ts';

/** UTF-16 units, as a text field counts. */
export const MAX_NAME_LENGTH = 200;

/** The name for the first, `Name (2)` for the second and so on: no longer than a name may be. */
export function numberedName(name: string, nth: number): string {
  if (nth === 1) return name;
  const number = ` (${nth})`;
  return cutText(name, MAX_NAME_LENGTH - number.length).trim() + number;
}
