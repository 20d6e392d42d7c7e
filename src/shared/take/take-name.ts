import { cutText } from '../base/cut-text.ts';

/** In UTF-16 units, as a text field counts. */
export const MAX_NAME_LENGTH = 200;
/** Of a marker, in UTF-16 units. */
export const MAX_LABEL_LENGTH = 200;

/** Returns `name` for the first take, `name (2)` for the second and so on, at most MAX_NAME_LENGTH long. */
export function numberedName(name: string, nth: number): string {
  return nth === 1 ? name : withNumber(name, nth);
}

/** `name (1)`, at most MAX_NAME_LENGTH long. */
export function withNumber(name: string, nth: number): string {
  const number = ` (${nth})`;
  return cutText(name, MAX_NAME_LENGTH - number.length).trim() + number;
}
